// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/CanaryPanel.h"

#include "ui/canary/CanaryWords.h"
#include "ui/canary/ShareBars.h"
#include "ui/canary/StepLadder.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"

#include <QGridLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace andon {

using namespace Qt::StringLiterals;

CanaryPanel::CanaryPanel(QWidget *parent)
    : QWidget(parent)
    , m_phase(new PlainLabel)
    , m_countdown(new PlainLabel)
    , m_warnings(new PlainLabel)
    , m_notes(new PlainLabel)
    , m_ladder(new StepLadder)
    , m_shares(new ShareBars)
    , m_guards(new PlainLabel)
    , m_last(new PlainLabel)
    , m_freshness(new PlainLabel)
    , m_differences(new QWidget)
    , m_grid(new QGridLayout(m_differences))
    , m_versionTroubles(new PlainLabel)
    , m_changes(new QPushButton(tr("Changes… (V)")))
    , m_card(new QPushButton(tr("Card… (C)")))
    , m_judge(new PlainLabel)
    , m_review(new QPushButton(tr("Verdicts… (J)")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 10, 0, 0);
    layout->setSpacing(6);
    auto *head = new QHBoxLayout;
    QFont bold = font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() + 2);
    m_phase->setFont(bold);
    m_countdown->setFont(bold);
    m_countdown->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head->addWidget(m_phase, 3);
    head->addWidget(m_countdown, 2);
    layout->addLayout(head);
    layout->addWidget(m_freshness);
    layout->addWidget(m_warnings);
    layout->addWidget(m_versionTroubles);
    layout->addWidget(m_ladder);
    layout->addWidget(m_shares);
    auto *judge = new QHBoxLayout;
    judge->addWidget(m_judge, 1);
    judge->addWidget(m_review, 0, Qt::AlignTop);
    layout->addLayout(judge);
    m_judge->setWordWrap(true);
    m_review->setAccessibleName(tr("May this canary go on?"));
    connect(m_review, &QPushButton::clicked, this, &CanaryPanel::judgeAsked);
    setJudge({}, VerdictKind::Unknown);
    layout->addWidget(m_notes);
    auto *record = new QHBoxLayout;
    record->addWidget(m_guards, 1);
    record->addWidget(m_card, 0, Qt::AlignTop);
    record->addWidget(m_changes, 0, Qt::AlignTop);
    layout->addLayout(record);
    layout->addWidget(m_last);
    m_grid->setContentsMargins(0, 4, 0, 0);
    m_grid->setHorizontalSpacing(10);
    m_grid->setVerticalSpacing(1);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(2, 1);
    layout->addWidget(m_differences);
    m_versionTroubles->setWordWrap(true);
    m_versionTroubles->hide();
    m_changes->setAccessibleName(tr("What did this release change?"));
    connect(m_changes, &QPushButton::clicked, this, &CanaryPanel::changesAsked);
    m_card->setAccessibleName(tr("The strategy card: how a canary is run here"));
    connect(m_card, &QPushButton::clicked, this, &CanaryPanel::cardAsked);
    layout->addStretch(1);
    for (PlainLabel *label : {m_freshness, m_warnings, m_notes, m_guards, m_last})
        label->setWordWrap(true);
    bold.setPointSizeF(font().pointSizeF());
    m_warnings->setFont(bold);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &CanaryPanel::refresh);
    m_tick.start();
    refresh();
}

void CanaryPanel::setRollout(const Rollout &rollout, TimePoint now)
{
    const bool sameSets = m_known && std::equal(rollout.shares.begin(), rollout.shares.end(), m_rollout.shares.begin(),
                                                m_rollout.shares.end(), [](const VersionShare &a, const VersionShare &b) {
                                                    return a.version == b.version && a.set == b.set && a.role == b.role;
                                                });
    m_rollout = rollout;
    m_at = now;
    m_known = m_known || !rollout.shares.isEmpty();
    m_ladder->setRollout(rollout);
    m_shares->setShares(rollout.shares, rollout.freshness == Freshness::Live);
    if (!sameSets)
        refreshDifferences();
    refresh();
}

void CanaryPanel::clear(TimePoint now)
{
    m_known = false;
    setRollout({}, now);
}

void CanaryPanel::setJudge(const QString &summary, VerdictKind kind)
{
    m_verdict = kind;
    m_judge->setPlainText(summary);
    m_judge->setVisible(!summary.isEmpty());
    m_review->setVisible(!summary.isEmpty());
    QFont look = font();
    look.setBold(kind == VerdictKind::Regressed);
    m_judge->setFont(look);
    refreshLooks();
}

void CanaryPanel::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    refresh();
}

QString CanaryPanel::headline() const
{
    return m_phase->plainText();
}

QString CanaryPanel::freshnessWords(qint64 elapsed) const
{
    const qint64 age = m_rollout.ageSeconds + elapsed;
    if (!m_known)
        return tr("The gateway's state was never read");
    if (m_rollout.freshness == Freshness::Late)
        return tr("◆ Late: the state is %1 s old").arg(age);
    if (m_rollout.freshness == Freshness::Lost)
        return tr("▲ Console blind: the gateway does not answer; the state is %1 s old").arg(age);
    return {};
}

/// One line each, marked by a shape; nothing leaves no room.
static void tell(PlainLabel *label, const QStringList &texts, const QString &mark)
{
    QStringList lines;
    for (const QString &text : texts)
        lines << mark + text;
    label->setPlainText(lines.join(u'\n'));
    label->setVisible(!lines.isEmpty());
}

void CanaryPanel::refresh()
{
    const qint64 elapsed = std::max<qint64>(0, std::chrono::floor<std::chrono::seconds>(SystemClock().now() - m_at).count());
    m_phase->setPlainText(m_known ? phaseText(m_rollout) : tr("Canary"));
    m_countdown->setPlainText(m_known ? countdownText(m_rollout, elapsed) : QString());
    const QString freshness = freshnessWords(elapsed);
    tell(m_freshness, freshness.isEmpty() ? QStringList() : QStringList(freshness), {});
    tell(m_warnings, m_known ? warningTexts(m_rollout) : QStringList(), u"◆ "_s);
    QStringList notes = m_known ? noteTexts(m_rollout) : QStringList();
    if (m_known && m_shares->hiddenCount() > 0)
        notes << tr("%n more version(s) with traffic are not drawn", nullptr, m_shares->hiddenCount());
    tell(m_notes, notes, {});
    m_guards->setPlainText(m_known ? guardText(m_rollout, elapsed) : QString());
    m_last->setPlainText(m_known ? lastChangeText(m_rollout, m_zone) : QString());
    m_ladder->setVisible(m_known && !m_rollout.steps.isEmpty());
    m_shares->setVisible(m_known);
    refreshLooks();
    update();
}

void CanaryPanel::setVersionTroubles(const QStringList &sentences, bool hasSource)
{
    constexpr qsizetype shown = 2; // the rest stands in the panel of the versions
    QStringList lines = hasSource ? sentences.mid(0, shown) : QStringList();
    if (hasSource && sentences.size() > shown)
        lines << tr("%n more: see what changed", nullptr, static_cast<int>(sentences.size() - shown));
    tell(m_versionTroubles, lines, u"▲ "_s);
    // One sentence for all of them: what they do cannot be tied to anything.
    if (!hasSource)
        tell(m_versionTroubles, {tr("No source says what the versions are made of")}, sentences.isEmpty() ? QString() : u"▲ "_s);
    QFont look = font();
    look.setBold(!sentences.isEmpty());
    m_versionTroubles->setFont(look);
}

void CanaryPanel::refreshLooks()
{
    const ThemeColors &colors = themeColors(palette());
    const auto ink = [this](PlainLabel *label, const QColor &color) {
        QPalette look = palette();
        look.setColor(QPalette::WindowText, color);
        label->setPalette(look);
    };
    ink(m_freshness, m_known && m_rollout.freshness == Freshness::Lost ? colors.critical : colors.text);
    ink(m_judge, m_verdict == VerdictKind::Regressed ? colors.critical : colors.text);
    ink(m_notes, colors.muted);
    ink(m_last, colors.muted);
}

/// A part as people name it: its id, else the beginning of its hash; both where the ids of two that differ are the same.
static QString partName(const QString &word, const QString &other)
{
    constexpr qsizetype hashLength = 19; // "sha256:" and twelve digits
    const VersionPart part = partFromWord(word), beside = partFromWord(other);
    const QString hash = part.hash.left(hashLength);
    if (part.id.isEmpty() || hash.isEmpty())
        return part.id + hash;
    return part.id == beside.id && part.hash != beside.hash ? part.id + u' ' + hash : part.id;
}

/// The version set part by part; what differs between stable and canary stands out.
void CanaryPanel::refreshDifferences()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto withRole = [this](VersionRole role) {
        return std::find_if(m_rollout.shares.begin(), m_rollout.shares.end(),
                            [role](const VersionShare &share) { return share.role == role; });
    };
    const auto stable = withRole(VersionRole::Stable);
    const auto canary = withRole(VersionRole::Canary);
    if (stable == m_rollout.shares.end() || canary == m_rollout.shares.end())
        return;
    int row = 0;
    for (const QString &part : partsInOrder(canary->set.keys() + stable->set.keys()).mid(0, 8)) {
        const QString before = stable->set.value(part);
        const QString after = canary->set.value(part);
        const bool differs = before != after;
        const QList<QString> texts{part, partName(before, after), differs ? partName(after, before) : tr("same")};
        for (int column = 0; column < 3; ++column) {
            auto *label = new PlainLabel(texts[column]);
            QFont font = label->font();
            font.setPointSizeF(std::max(9.0, font.pointSizeF() - 1));
            font.setBold(differs && column == 2);
            label->setFont(font);
            label->setEnabled(differs && column > 0);
            m_grid->addWidget(label, row, column);
        }
        ++row;
    }
}

void CanaryPanel::paintEvent(QPaintEvent *)
{
    if (!m_known || m_rollout.freshness == Freshness::Live)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), QBrush(themeColors(palette()).stale, Qt::BDiagPattern));
}

} // namespace andon
