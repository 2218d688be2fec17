// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CrashOracle.h"

#include "app/base/TimeText.h"

#include <algorithm>
#include <map>
#include <set>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QString fencePrefix = u"cancel:"_s;

struct Operation {
    QList<Event> rows;     ///< the intent is the first
    qsizetype position = 0; ///< of the intent among all rows
    qsizetype freedAt = -1; ///< of the row that set its target free
    QString target, ifMatch;
    qint64 pid = 0;
    int effects = 0;
};

struct Write {
    QString opId;
    bool fence = false;
    QString versionBefore, time;
};

QString textAt(const json &object, const char *member)
{
    return object.is_object() ? QString::fromStdString(object.value(member, std::string())) : QString();
}

class Judge {
public:
    explicit Judge(const Testimony &testimony);
    QStringList judge();

private:
    void readRows();
    void readWrites();
    void everyEffectHasItsIntent();
    void rowsTellTheTruth();
    void runsTellTheTruth();
    void openOnesComeFirst();
    void blame(const char *promise, const QString &words) { m_broken << QString::fromLatin1(promise) + u' ' + words; }
    void saidApplied(const Operation &operation, const QString &by);
    void saidNotApplied(const Operation &operation, const QString &by);

    const Testimony &m_testimony;
    std::map<QString, Operation> m_operations;
    QList<Write> m_writes; ///< ours
    QStringList m_broken;
};

Judge::Judge(const Testimony &testimony)
    : m_testimony(testimony)
{
    readRows();
    readWrites();
}

void Judge::readRows()
{
    QList<Event> all = m_testimony.rows + m_testimony.spooled;
    // What was back-filled stands later in the journal than it happened.
    std::stable_sort(all.begin(), all.end(), [](const Event &a, const Event &b) { return a.occurredAt < b.occurredAt; });
    for (qsizetype i = 0; i < all.size(); ++i) {
        const Event &row = all[i];
        if (row.opId.isEmpty())
            continue;
        const bool intent = row.kind == EventKind::actionIntent;
        if (!intent && !m_operations.contains(row.opId)) {
            blame("S1", u"a row %1 without an intent before it"_s.arg(row.kind));
            continue;
        }
        Operation &operation = m_operations[row.opId];
        if (intent && operation.rows.isEmpty()) {
            operation.position = i;
            operation.target = textAt(row.payload, "target");
            operation.ifMatch = textAt(row.payload, "if_match");
            operation.pid = row.payload.value("pid", qint64(0));
        }
        operation.rows << row;
        if (setsTargetFree(row) && operation.freedAt < 0)
            operation.freedAt = i;
    }
}

void Judge::readWrites()
{
    const json log = m_testimony.applied.value("writes", json::array());
    for (const json &entry : log) {
        QString key = textAt(entry, "key");
        if (key.startsWith(u"foreign-"_s))
            continue;
        Write write;
        write.fence = key.startsWith(fencePrefix);
        write.opId = write.fence ? key.mid(fencePrefix.size()) : key;
        write.versionBefore = textAt(entry, "version_before");
        write.time = textAt(entry, "time");
        if (const auto found = m_operations.find(write.opId); found != m_operations.end() && !write.fence)
            ++found->second.effects;
        m_writes << write;
    }
}

void Judge::everyEffectHasItsIntent()
{
    std::map<QString, int> copies;
    for (const Write &write : m_writes) {
        const auto found = m_operations.find(write.opId);
        if (found == m_operations.end()) {
            blame("S1", u"the gateway applied what no journal knows: "_s + write.opId);
            continue;
        }
        const Operation &operation = found->second;
        if (isoUtc(operation.rows.first().occurredAt) > write.time)
            blame("S1", u"applied before the intent was there"_s);
        if (!write.fence) {
            const bool sent = std::any_of(operation.rows.begin(), operation.rows.end(), [&write](const Event &row) {
                return row.kind == EventKind::actionSent && isoUtc(row.occurredAt) <= write.time;
            });
            if (!sent)
                blame("S1", u"applied without a row that says it was sent"_s);
            if (++copies[write.opId] == 2)
                blame("S2", u"applied more than once"_s);
        }
        if (write.versionBefore != operation.ifMatch)
            blame("S3", u"version %1 was overwritten, %2 was on the button"_s.arg(write.versionBefore, operation.ifMatch));
    }
}

void Judge::saidApplied(const Operation &operation, const QString &by)
{
    if (operation.effects == 0)
        blame("S4", by + u" said applied; the gateway never applied it"_s);
}

void Judge::saidNotApplied(const Operation &operation, const QString &by)
{
    if (operation.effects > 0)
        blame("S4/S8", by + u" said not applied or not sent; the gateway applied it"_s);
}

void Judge::rowsTellTheTruth()
{
    const auto isYes = [](const QString &kind) {
        return kind == EventKind::actionVerified || kind == EventKind::actionEffective || kind == EventKind::actionActive;
    };
    const auto isNo = [](const QString &kind) {
        return kind == EventKind::actionRejected || kind == EventKind::actionSuperseded || kind == EventKind::actionNotApplied;
    };
    for (const auto &[opId, operation] : m_operations) {
        for (const Event &row : operation.rows) {
            if (isYes(row.kind))
                saidApplied(operation, u"the row "_s + row.kind);
            if (isNo(row.kind))
                saidNotApplied(operation, u"the row "_s + row.kind);
        }
        if (operation.freedAt < 0)
            blame("L1", u"an operation has no outcome after all runs, its last row is "_s + operation.rows.last().kind);
    }
}

/// The words on standard output are of the operation that the run pressed; so is the exit code.
void Judge::runsTellTheTruth()
{
    static const std::set<QString> yes{u"verified"_s, u"effective"_s, u"active"_s};
    static const std::set<QString> no{u"rejected"_s, u"superseded"_s, u"not_applied"_s, u"refused_local"_s};
    for (const ProgramRun &run : m_testimony.runs) {
        bool pressed = false;
        for (const auto &[opId, operation] : m_operations) {
            if (operation.pid != run.pid)
                continue;
            pressed = true;
            if (run.exitCode == 0)
                saidApplied(operation, u"exit code 0"_s);
            if (run.exitCode == 3 || run.exitCode == 4 || run.exitCode == 6)
                saidNotApplied(operation, u"exit code %1"_s.arg(run.exitCode));
            for (const QString &line : run.out.split(u'\n')) {
                const QString word = line.section(u':', 0, 0);
                if (yes.contains(word))
                    saidApplied(operation, u"the line "_s + word);
                if (no.contains(word))
                    saidNotApplied(operation, u"the line "_s + word);
            }
        }
        if (run.exitCode == 0 && !pressed)
            blame("S1", u"exit code 0 without an operation in the journal"_s);
    }
}

/// A new operation on a target comes after the end of every earlier one there.
void Judge::openOnesComeFirst()
{
    for (const auto &[opId, operation] : m_operations) {
        for (const auto &[otherId, other] : m_operations) {
            const bool earlier = other.target == operation.target && other.position < operation.position;
            if (earlier && (other.freedAt < 0 || other.freedAt > operation.position))
                blame("S5", u"an operation began while an earlier one on its target was open"_s);
        }
    }
}

QStringList Judge::judge()
{
    if (!m_testimony.journalTrouble.isEmpty())
        blame("chain", m_testimony.journalTrouble);
    everyEffectHasItsIntent();
    rowsTellTheTruth();
    runsTellTheTruth();
    openOnesComeFirst();
    m_broken.removeDuplicates();
    return m_broken;
}

} // namespace

QStringList brokenPromises(const Testimony &testimony)
{
    return Judge(testimony).judge();
}

} // namespace andon
