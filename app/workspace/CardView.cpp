// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/CardView.h"

#include "app/canary/CardFacts.h"
#include "app/base/MarkdownText.h"
#include "app/workspace/MemberReader.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

QString number(double value)
{
    return QString::number(value, 'g', 12);
}

QString cell(const QString &text)
{
    return text.isEmpty() ? u"–"_s : markdownCell(text);
}

QString cells(const QStringList &texts)
{
    QStringList safe;
    for (const QString &text : texts)
        safe << markdownCell(text);
    return safe.isEmpty() ? u"–"_s : safe.join(u", "_s);
}

QString row(const QStringList &safeCells)
{
    return u"| "_s + safeCells.join(u" | "_s) + u" |\n"_s;
}

QString head(const QStringList &titles)
{
    return u'\n' + row(titles) + u"|"_s + u"---|"_s.repeated(titles.size()) + u'\n';
}

QString gateWords(const CardGuard &guard)
{
    const QString side = guard.indicator.direction == Direction::HigherIsWorse ? u"at most"_s : u"at least"_s;
    return guard.gate ? u"%1 %2 %3"_s.arg(side, number(*guard.gate), unitWord(guard.indicator.unit)) : u"no gate"_s;
}

QString people(const ServiceSpec &service, const StrategyCard &card)
{
    const CardApprovals &approvals = card.approvals;
    QString out = head({u"item"_s, u"what"_s});
    out += row({u"service"_s, cell(service.name)});
    out += row({u"owner"_s, cell(card.owner)});
    out += row({u"internal users"_s, card.audience.internalUsers ? u"yes"_s : u"no"_s});
    out += row({u"tenants"_s, cells(card.audience.tenants)});
    out += row({u"scenario"_s, cell(card.audience.scenario)});
    out += row({u"deadline"_s, card.deadlineSeconds ? durationWords(*card.deadlineSeconds) + u" from the start"_s : u"–"_s});
    out += row({u"served by"_s, cell(card.serving.form)});
    out += row({u"because"_s, cell(card.serving.reason)});
    out += row({u"way back"_s, cell(card.serving.wayBack)});
    out += row({u"approvals to promote"_s, QString::number(approvals.count)});
    out += row({u"asked by name"_s, cells(approvals.names)});
    out += row({u"asked by role"_s, cells(approvals.roles)});
    out += row({u"regression set"_s, card.regressionPasses ? u"must pass before a promote"_s : u"–"_s});
    return out;
}

QString steps(const StrategyCard &card)
{
    QString out = u"\n## Steps\n"_s + head({u"step"_s, u"weight"_s, u"window"_s, u"over after"_s});
    qint64 over = 0;
    for (qsizetype i = 0; i < card.steps.size(); ++i) {
        over += card.steps[i].windowSeconds;
        out += row({QString::number(i + 1), number(card.steps[i].weight) + u" %"_s, durationWords(card.steps[i].windowSeconds), durationWords(over)});
    }
    return out;
}

QString families(const StrategyCard &card, const QList<Indicator> &indicators)
{
    QString out = u"\n## Guard families\n"_s + head({u"family"_s, u"covered"_s, u"by"_s});
    for (const FamilyCover &cover : coverOf(card, indicators)) {
        QStringList guards;
        for (const CardGuard &guard : cover.guards)
            guards << guard.indicator.title + (guard.indicator.query.isEmpty() ? u" (no source)"_s : QString());
        out += row({familyWord(cover.family), cover.isCovered() ? u"covered"_s : u"**not covered**"_s, cells(guards)});
    }
    out += u"\n## Pass thresholds by family\n"_s
        + head({u"family"_s, u"indicator"_s, u"gate"_s, u"not worse than"_s, u"samples"_s, u"else"_s});
    for (const FamilyCover &cover : coverOf(card, indicators)) {
        for (const CardGuard &guard : cover.guards) {
            const auto of = std::find_if(card.thresholds.begin(), card.thresholds.end(),
                                         [&](const CardThreshold &one) { return one.indicator == guard.indicator.id; });
            out += row({familyWord(cover.family), cell(guard.indicator.title) + (guard.indicator.query.isEmpty() ? u" (no source)"_s : QString()),
                        cell(gateWords(guard)), number(of->notWorseThan.value_or(card.judge.r0)) + u" × stable"_s, QString::number(of->minimumSamples),
                        of->action ? verbWord(*of->action) : u"–"_s});
        }
    }
    return out;
}

/// The facts whose names begin so, as a list.
QString listOf(const QString &title, const QList<CardFact> &facts, const QString &prefix, bool numbered)
{
    QString out = u"\n## %1\n\n"_s.arg(title);
    int count = 0;
    for (const CardFact &fact : facts) {
        if (!fact.name.startsWith(prefix))
            continue;
        ++count;
        out += (numbered ? u"%1. "_s.arg(count) : u"- "_s) + markdownCell(fact.words) + u'\n';
    }
    return count > 0 ? out : out + u"None.\n"_s;
}

QString signatures(const CardApprovals &approvals)
{
    QString out = u"\n## Signatures\n\n"_s;
    for (int i = 0; i < approvals.count; ++i)
        out += u"- [ ] name, date, time: ______________________________\n"_s;
    return approvals.count > 0 ? out : out + u"Nobody is asked.\n"_s;
}

} // namespace

QString cardPage(const ServiceSpec &service)
{
    if (!service.card)
        return {};
    const StrategyCard &card = *service.card;
    const QList<CardFact> facts = cardFacts(card);
    QString out = u"# Strategy card: %1\n\n"_s.arg(markdownCell(service.title));
    out += u"Digest %1\n"_s.arg(QString::fromLatin1(digestOf(card)));
    out += people(service, card) + steps(card) + families(card, service.indicators);
    out += listOf(u"Held at its step"_s, facts, u"pause condition "_s, false);
    out += listOf(u"Rollback method, in this order"_s, facts, u"rollback "_s, true);
    out += u"\n## Judge\n"_s + head({u"item"_s, u"what"_s});
    out += row({u"false alarms, all lines together"_s, number(card.judge.alpha)});
    out += row({u"not worse than"_s, number(card.judge.r0) + u" × stable"_s});
    out += row({u"wrongly not worse"_s, number(card.judge.beta)});
    out += row({u"bursts corrected"_s, card.judge.correctBursts ? u"yes"_s : u"no"_s});
    out += row({u"looked at again by"_s, cells(card.judge.strata)});
    out += row({u"usage cycle"_s, durationWords(card.usageCycleSeconds)});
    return out + signatures(card.approvals);
}

QList<WorkspaceFault> placedFindings(const QList<CardFinding> &findings, const QByteArray &text, const QString &path,
                                     const QString &service)
{
    const PlacedJson placed = parsePlacedJson(text);
    QString card;
    const json services = placed.value.is_object() ? placed.value.value("services", json::array()) : json::array();
    for (std::size_t i = 0; i < services.size(); ++i) {
        if (services[i].is_object() && services[i].value("name", json()) == service.toStdString())
            card = u"/services/%1/card"_s.arg(i);
    }
    const auto words = [](const CardFinding &finding) { return severityWord(finding.severity) + u": "_s + finding.words; };
    QList<WorkspaceFault> faults;
    if (card.isEmpty()) {
        for (const CardFinding &finding : findings)
            faults.append({path, 0, 0, finding.place, words(finding), {}});
        return faults;
    }
    FaultList list(text, placed, path);
    for (const CardFinding &finding : findings)
        list.add(card + finding.place, words(finding), {});
    return list.sorted();
}

} // namespace andon
