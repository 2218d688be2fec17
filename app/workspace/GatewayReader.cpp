// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/GatewayReader.h"

#include "app/workspace/PresetFile.h"

#include <QRegularExpression>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QString httpExpected = u"an address such as https://prometheus.example.org"_s;

bool isLoopback(const QString &host)
{
    // As an address: 127.example.org is somebody's name.
    static const QRegularExpression address(u"^127(\\.\\d{1,3}){3}$"_s);
    return host == u"localhost" || host == u"::1" || address.match(host).hasMatch();
}

QUrl addressOf(const QString &text, const QString &at, bool allowPlainHttp, FaultList &faults)
{
    const QUrl url(text, QUrl::StrictMode);
    if (text.isEmpty())
        return url;
    const bool known = url.scheme() == u"https" || url.scheme() == u"http";
    // What stands before @ or after ? may be secret, in an address that cannot be read too: it is not repeated.
    if (!url.userInfo().isEmpty() || text.section(u'/', 0, 2).contains(u'@'))
        faults.add(at, u"the address carries a user or a password"_s, u"token_secret: the name of a secret"_s);
    else if (text.contains(u'?') || text.contains(u'#'))
        faults.add(at, u"the address carries ? or #"_s, u"the address alone; a token by token_secret"_s);
    else if (!url.isValid() || url.host().isEmpty() || !known)
        faults.add(at, u"%1 is no http or https address"_s.arg(text.left(100)), httpExpected);
    else if (url.scheme() == u"http" && !allowPlainHttp && !isLoopback(url.host()))
        faults.add(at, u"http without TLS leaves this machine"_s, u"https, or \"allow_plain_http\": true"_s);
    return url;
}

QUrl lineAddressOf(const QString &text, const QString &at, bool allowPlain, FaultList &faults)
{
    const QString expected = u"tcp://127.0.0.1:9999 or unix:///run/haproxy/admin.sock"_s;
    const QUrl url(text, QUrl::StrictMode);
    const bool local = url.scheme() == u"unix" && url.host().isEmpty() && url.path().size() > 1;
    const bool tcp = url.scheme() == u"tcp" && !url.host().isEmpty() && url.port(0) > 0 && url.path().isEmpty();
    if (text.isEmpty())
        return url;
    if (!url.isValid() || (!local && !tcp) || text.contains(u'@') || text.contains(u'?'))
        faults.add(at, u"%1 is no address of a line socket"_s.arg(text.section(u'@', -1).left(100)), expected);
    else if (tcp && !allowPlain && !isLoopback(url.host()))
        faults.add(at, u"a line socket without TLS leaves this machine"_s, u"an address on this machine, or \"allow_plain_http\": true"_s);
    return url;
}

/// Either url or nodes.
void readNodes(MemberReader &members, bool isLine, GatewaySpec &spec)
{
    const auto take = [&](const QString &text, const QString &at) {
        spec.nodes << (isLine ? lineAddressOf(text, at, spec.allowPlainHttp, members.faults())
                              : addressOf(text, at, spec.allowPlainHttp, members.faults()));
    };
    const auto nodes = members.list("nodes", false);
    const QString url = members.text("url", httpExpected, nodes.isEmpty());
    if (!url.isEmpty())
        take(url, members.at("url"));
    if (!url.isEmpty() && !nodes.isEmpty())
        members.faults().add(members.at("nodes"), u"both url and nodes"_s, u"one of them"_s);
    for (const auto &[entry, at] : nodes) {
        if (entry->is_string())
            take(QString::fromStdString(entry->get<std::string>()), at);
        else
            members.faults().add(at, u"no text"_s, httpExpected);
    }
}

void readVariables(MemberReader &members, const GatewayPreset &preset, GatewaySpec &spec)
{
    const QStringList known = preset.variables.keys();
    const json none = json::object();
    const json *value = members.object("variables");
    for (const auto &[name, entry] : (value ? *value : none).items()) {
        const QString word = QString::fromStdString(name);
        const QString at = pointerTo(members.at("variables"), word);
        const QString near = nearestWord(word, known);
        if (!known.contains(word)) {
            members.faults().addAtName(at, u"%1 has no variable %2"_s.arg(preset.name, word.left(60)),
                                       near.isEmpty() ? u"one of "_s + known.join(u", ") : u"did you mean %1?"_s.arg(near));
        } else if (!entry.is_string() && !entry.is_number()) {
            members.faults().add(at, u"neither a text nor a number"_s, preset.variables[word].title);
        } else {
            spec.variables[word] = entry;
        }
    }
    for (const auto &[name, variable] : preset.variables.toStdMap()) {
        if (!variable.optional && !spec.variables.contains(name) && (!value || !value->contains(name.toStdString())))
            members.faults().add(members.at("variables"), u"the variable %1 is missing"_s.arg(name), variable.title);
    }
}

void readTrust(MemberReader &members, GatewaySpec &spec)
{
    for (const auto &[entry, at] : members.list("pins", false)) {
        const QByteArray text = entry->is_string() ? QByteArray::fromStdString(entry->get<std::string>()) : QByteArray();
        const auto pin = QByteArray::fromBase64Encoding(text.mid(7), QByteArray::AbortOnBase64DecodingErrors);
        if (!text.startsWith("sha256/") || !pin || (*pin).size() != 32)
            members.faults().add(at, u"no pin of a public key"_s, u"sha256/ and the base64 of its SHA-256, as in HPKP"_s);
        else
            spec.pins << *pin;
    }
    spec.caFile = members.text("ca_file", u"a file with certificates (PEM)"_s, false);
}

/// The sandbox listens on loopback alone: whatever is elsewhere has users, and no drill is held there.
void refuseForeignSandbox(MemberReader &members, const GatewaySpec &spec)
{
    for (const QUrl &node : spec.nodes) {
        if (spec.isSandbox && !isLoopback(node.host()))
            members.faults().add(members.at("sandbox"), u"%1 is not on this machine: it is not andon-sandbox"_s.arg(node.host().left(100)), u"no such member, or false"_s);
    }
}

} // namespace

QUrl readAddress(MemberReader &members, bool allowPlainHttp)
{
    return addressOf(members.text("url", httpExpected), members.at("url"), allowPlainHttp, members.faults());
}

GatewaySpec readGateway(const json &value, const QString &pointer, const QString &folder, FaultList &faults)
{
    MemberReader members(value, pointer, faults);
    GatewaySpec spec;
    spec.name = members.text("name", u"a name"_s);
    spec.kind = members.text("kind", u"andon-admin-v1, a preset such as haproxy, or a file my-gateway.json"_s);
    spec.allowPlainHttp = members.boolean("allow_plain_http");
    spec.tokenSecret = members.secretName("token_secret");
    spec.intervalMs = qRound64(1000 * members.number("interval_seconds", 0.5, 3600, 1));
    readTrust(members, spec);
    spec.isSandbox = members.boolean("sandbox");
    if (spec.kind == u"andon-admin-v1" || spec.kind.isEmpty()) {
        readNodes(members, false, spec);
        if (spec.nodes.size() > 1)
            faults.add(members.at("nodes"), u"more than one node"_s, u"the one address of a gateway that keeps one state"_s);
        if (members.value("variables"))
            faults.add(members.at("variables"), u"andon-admin-v1 has no variables"_s, u"a preset as kind"_s);
        refuseForeignSandbox(members, spec);
        return spec;
    }
    if (spec.isSandbox)
        faults.add(members.at("sandbox"), u"only a gateway of the kind andon-admin-v1 can be the sandbox"_s, u"no such member, or false"_s);
    const PresetAnswer preset = loadPreset(spec.kind, folder);
    for (const WorkspaceFault &fault : preset.faults) {
        const bool known = fault.line > 0;
        faults.add(members.at("kind"), known ? fault.words() : u"the kind %1 is not known: %2"_s.arg(spec.kind.left(60), fault.what),
                   known ? QString() : fault.expected);
    }
    const GatewayPreset read = preset.preset.value_or(GatewayPreset{});
    readNodes(members, read.transport == PresetTransport::Line, spec);
    if (preset.preset)
        readVariables(members, read, spec);
    else
        static_cast<void>(members.value("variables"));
    return spec;
}

} // namespace andon
