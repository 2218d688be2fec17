// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/DrillDialog.h"

#include "app/base/DisplayText.h"
#include "app/incidents/DrillSheet.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/incidents/IncidentWords.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

namespace andon {

using namespace Qt::StringLiterals;

DrillDialog::DrillDialog(const Ground &ground, QWidget *parent)
    : QDialog(parent)
    , m_what(new PlainLabel)
    , m_rules(new PlainLabel)
    , m_trouble(new PlainLabel)
    , m_seed(new QLineEdit)
    , m_start(new QPushButton(tr("Start the drill")))
{
    setWindowTitle(tr("Drill"));
    setMinimumWidth(560);
    for (PlainLabel *label : {m_what, m_rules, m_trouble})
        label->setWordWrap(true);
    m_what->setPlainText(tr("One fault will be put into one version of the sandbox gateway %1 (%2), at a moment between %3 and %4 s from now. Nothing else is touched, and "
                            "nobody but the sandbox's own traffic is served worse.")
                             .arg(displaySafe(ground.gateway, 80), displaySafe(ground.address, 120), QString::number(drillEarliest.count() / 1000),
                                  QString::number(drillLatest.count() / 1000)));
    m_rules->setPlainText(tr("What it is, where and when is sealed: the record gets its hash now and the rest at the end. Act on %1 as you would on a real one: see it, stop it, keep "
                             "the evidence. The drill ends by itself once the loss is stopped and seen to be, or after %2 minutes; then the fault is taken out and the score sheet "
                             "opens.")
                              .arg(displaySafe(ground.service, 80), QString::number(drillLimit.count()))
                          + u'\n' + tr("Targets: detected within %1, acted %2 later, stopped within %3.")
                                        .arg(spanText(drillDetectTarget), spanText(drillActTarget), spanText(drillStopTarget)));
    static const QRegularExpression digits(u"[0-9]{0,20}"_s);
    m_seed->setValidator(new QRegularExpressionValidator(digits, m_seed));
    m_seed->setPlaceholderText(tr("empty: random"));
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("The same seed on the same versions is the same drill again"));
    auto *form = new QFormLayout;
    form->addRow(tr("&Seed"), m_seed);
    m_trouble->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(m_start, QDialogButtonBox::AcceptRole);
    m_start->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(m_what);
    layout->addWidget(m_rules);
    layout->addLayout(form);
    layout->addWidget(m_trouble);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, [this] { emit startAsked(m_seed->text()); });
    m_seed->setFocus();
}

void DrillDialog::setObstacle(const QString &words)
{
    if (!words.isEmpty())
        showTrouble(words);
    m_start->setEnabled(words.isEmpty());
}

void DrillDialog::showTrouble(const QString &words)
{
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, themeColors(palette()).critical);
    m_trouble->setPalette(ink);
    m_trouble->setPlainText(tr("No drill: %1").arg(displaySafe(words, 400)));
    m_trouble->show();
    m_start->setEnabled(true);
}

void DrillDialog::showWorking()
{
    m_trouble->hide();
    m_start->setEnabled(false);
}

QString DrillDialog::words() const
{
    return QStringList{m_what->plainText(), m_rules->plainText(), m_trouble->isHidden() ? QString() : m_trouble->plainText()}.join(u'\n');
}

} // namespace andon
