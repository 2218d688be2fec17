// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/MakeGateway.h"

#include "app/adapters/gateway/AndonAdminClient.h"
#include "app/adapters/gateway/PresetGateway.h"
#include "app/gateway/AbsentGateway.h"
#include "app/workspace/PresetFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace andon {

using namespace Qt::StringLiterals;

std::unique_ptr<GatewayControl> makeGateway(IoThread &io, const GatewaySpec &spec, const QString &workspacePath,
                                            const Secret &secret, const Clock &clock)
{
    const QDir folder = QFileInfo(workspacePath).dir();
    QByteArray certificates;
    if (!spec.caFile.isEmpty()) {
        QFile file(folder.filePath(spec.caFile));
        if (file.open(QIODevice::ReadOnly) && file.size() < 4 * 1024 * 1024)
            certificates = file.readAll();
        if (certificates.isEmpty()) {
            const QString reason = file.isOpen() ? u"it is empty or too large"_s : file.errorString();
            return std::make_unique<AbsentGateway>(Error{ErrorKind::FileUnreadable, {file.fileName(), reason}, {}}.message());
        }
    }
    if (spec.kind == u"andon-admin-v1") {
        return std::make_unique<AndonAdminClient>(
            io, AndonAdminClient::Options{spec.nodes.value(0), secret, spec.tokenSecret, spec.allowPlainHttp, spec.pins, certificates}, clock);
    }
    const PresetAnswer preset = loadPreset(spec.kind, folder.path());
    if (!preset.preset)
        return std::make_unique<AbsentGateway>(preset.faults.isEmpty() ? spec.kind : preset.faults.first().words());
    PresetGateway::Options options{*preset.preset, spec.nodes, spec.variables, bearerAccess(secret, spec.allowPlainHttp), spec.tokenSecret};
    options.access.pins = spec.pins;
    options.access.caCertificates = certificates;
    return std::make_unique<PresetGateway>(io, std::move(options), clock);
}

} // namespace andon
