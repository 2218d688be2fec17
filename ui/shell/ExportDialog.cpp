// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ExportDialog.h"

#include "app/base/TimeText.h"
#include "ui/common/ErrorText.h"
#include "ui/common/PlainLabel.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QPushButton>
#include <QSaveFile>

namespace andon {

using namespace Qt::StringLiterals;

ExportDialog::ExportDialog(Journal &journal, QString service, const Clock &clock, QWidget *parent)
    : QDialog(parent)
    , m_journal(journal)
    , m_service(std::move(service))
    , m_clock(clock)
    , m_window(new QComboBox)
    , m_format(new QComboBox)
    , m_words(new PlainLabel)
{
    setWindowTitle(tr("Export the timeline"));
    m_window->addItem(tr("Last 15 minutes"), 900);
    m_window->addItem(tr("Last hour"), 3600);
    m_window->addItem(tr("Last 6 hours"), 6 * 3600);
    m_window->addItem(tr("Last 24 hours"), 86'400);
    m_window->addItem(tr("Everything"), 0);
    m_window->setCurrentIndex(1);
    m_window->setAccessibleName(tr("Window of time"));
    m_format->addItem(tr("Markdown, for a postmortem"), static_cast<int>(ExportFormat::Markdown));
    m_format->addItem(tr("JSON with the chain, for andon verify"), static_cast<int>(ExportFormat::Json));
    m_format->setAccessibleName(tr("Format"));
    m_words->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    auto *layout = new QFormLayout(this);
    layout->addRow(tr("Window"), m_window);
    layout->addRow(tr("Format"), m_format);
    layout->addRow(m_words);
    layout->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ExportDialog::save()
{
    const auto format = static_cast<ExportFormat>(m_format->currentData().toInt());
    const TimePoint now = m_clock.now();
    const qint64 seconds = m_window->currentData().toLongLong();
    const ExportWindow window{seconds > 0 ? now - std::chrono::seconds(seconds) : TimePoint(), now + std::chrono::seconds(1),
                              m_service};
    const QString suffix = format == ExportFormat::Json ? u"json"_s : u"md"_s;
    const QString name = u"andon-%1.%2"_s.arg(isoUtc(now).left(16).remove(u':'), suffix);
    const QString path = QFileDialog::getSaveFileName(this, tr("Export the timeline"), name);
    if (path.isEmpty())
        return;
    exportRecord(m_journal, window, format, this, [this, path](const Result<QByteArray> &bytes) {
        QSaveFile file(path);
        if (!bytes)
            m_words->setPlainText(errorText(bytes.error()));
        else if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit())
            m_words->setPlainText(errorText({ErrorKind::FileUnwritable, {path, file.errorString()}, {}}));
        else
            accept();
    });
}

} // namespace andon
