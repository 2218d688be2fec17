// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/CoverDialog.h"

#include "app/base/DisplayText.h"
#include "ui/alerts/AlertWords.h"
#include "ui/common/PlainLabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>

#include <tuple>

namespace andon {

using namespace Qt::StringLiterals;

CoverDialog::CoverDialog(Kind kind, const Alert &alert, const QStringList &alertmanagers, const QString &author, QWidget *parent)
    : QDialog(parent)
    , m_kind(kind)
    , m_duration(new QComboBox)
    , m_alertmanager(new QComboBox)
    , m_reason(new QLineEdit)
    , m_author(new QLineEdit)
    , m_hides(new PlainLabel)
    , m_stays(new PlainLabel)
    , m_hidesList(new QPlainTextEdit)
    , m_staysList(new QPlainTextEdit)
    , m_trouble(new PlainLabel)
    , m_confirm(new QPushButton)
{
    setWindowTitle(kind == Kind::Shelf ? tr("Shelve alarms") : tr("Silence alarms in an Alertmanager"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(640, 620);
    build(alert, alertmanagers, author);
    refresh();
}

void CoverDialog::setPreview(Preview preview)
{
    m_preview = std::move(preview);
    refresh();
}

QWidget *CoverDialog::buildLabels(const Alert &alert)
{
    auto *list = new QWidget;
    auto *layout = new QVBoxLayout(list);
    layout->setContentsMargins(4, 4, 4, 4);
    for (auto label = alert.labels.cbegin(); label != alert.labels.cend(); ++label) {
        QString words = displaySafe(label.key(), 60) + u" = "_s + displaySafe(label.value(), 120);
        // An ampersand would become a shortcut.
        auto *box = new QCheckBox(words.replace(u'&', u"&&"_s));
        box->setChecked(true);
        connect(box, &QCheckBox::toggled, this, &CoverDialog::refresh);
        m_labels.append({box, {label.key(), label.value()}});
        layout->addWidget(box);
    }
    auto *place = new QScrollArea;
    place->setWidget(list);
    place->setWidgetResizable(true);
    place->setMinimumHeight(fontMetrics().height() * 6);
    place->setAccessibleName(tr("Labels that must be equal"));
    return place;
}

void CoverDialog::build(const Alert &alert, const QStringList &alertmanagers, const QString &author)
{
    const bool silence = m_kind == Kind::Silence;
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(new PlainLabel(silence ? tr("The Alertmanager notifies nobody of alarms with these labels:")
                                             : tr("Andon hides alarms with these labels, here alone:")));
    layout->addWidget(buildLabels(alert), 1);
    auto *form = new QFormLayout;
    for (const int minutes : {15, 60, 240, 480, 1440})
        m_duration->addItem(minutes < 60 ? tr("%n minute(s)", nullptr, minutes) : tr("%n hour(s)", nullptr, minutes / 60), minutes);
    connect(m_duration, &QComboBox::currentIndexChanged, this, &CoverDialog::refresh);
    form->addRow(tr("For"), m_duration);
    m_reason->setMaxLength(1000);
    m_reason->setAccessibleName(silence ? tr("Comment") : tr("Reason"));
    connect(m_reason, &QLineEdit::textChanged, this, &CoverDialog::refresh);
    form->addRow(silence ? tr("Comment") : tr("Reason"), m_reason);
    m_author->setText(author);
    m_author->setMaxLength(200);
    m_author->setAccessibleName(tr("Author"));
    connect(m_author, &QLineEdit::textChanged, this, &CoverDialog::refresh);
    for (const QString &name : alertmanagers)
        m_alertmanager->addItem(displaySafe(name, 60), name);
    if (silence) {
        form->addRow(tr("Author"), m_author);
        form->addRow(tr("Alertmanager"), m_alertmanager);
        connect(m_alertmanager, &QComboBox::currentIndexChanged, this, &CoverDialog::refresh);
    } else {
        m_author->hide();
        m_alertmanager->hide();
        m_author->setParent(this);
        m_alertmanager->setParent(this);
    }
    layout->addLayout(form);
    for (const auto &[label, list, name] : {std::tuple(m_hides, m_hidesList, tr("What it hides now")), {m_stays, m_staysList, tr("What looks alike and stays")}}) {
        list->setReadOnly(true);
        list->setAccessibleName(name);
        list->setMaximumHeight(fontMetrics().height() * 5);
        layout->addWidget(label);
        layout->addWidget(list);
    }
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    layout->addWidget(m_trouble);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto *cancel = new QPushButton(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, &CoverDialog::confirmed);
    buttons->addWidget(m_confirm);
    buttons->addWidget(cancel);
    layout->addLayout(buttons);
    m_reason->setFocus();
}

QList<LabelMatcher> CoverDialog::matchers() const
{
    QList<LabelMatcher> chosen;
    for (const auto &[box, matcher] : m_labels) {
        if (box->isChecked())
            chosen << matcher;
    }
    return chosen;
}

qint64 CoverDialog::forMs() const
{
    return m_duration->currentData().toLongLong() * 60'000;
}

QString CoverDialog::reason() const
{
    return m_reason->text().trimmed();
}

QString CoverDialog::author() const
{
    return m_author->text().trimmed();
}

QString CoverDialog::alertmanager() const
{
    return m_alertmanager->currentData().toString();
}

void CoverDialog::setTrouble(const QString &words)
{
    m_trouble->setPlainText(words);
    m_trouble->setVisible(!words.isEmpty());
}

void CoverDialog::setBusy(bool busy)
{
    m_busy = busy;
    refresh();
}

static QString listOf(const QList<AlertPointer> &alerts)
{
    static constexpr qsizetype most = 200;
    QStringList lines;
    for (const AlertPointer &one : alerts.mid(0, most))
        lines << stateTitle(*one) + u" · "_s + alertTitle(*one) + u" · "_s + alertSources(*one);
    if (alerts.size() > most)
        lines << CoverDialog::tr("and %n more", nullptr, static_cast<int>(alerts.size() - most));
    return lines.join(u'\n');
}

void CoverDialog::refresh()
{
    const QList<LabelMatcher> chosen = matchers();
    const AlertPreview preview = chosen.isEmpty() || !m_preview ? AlertPreview() : m_preview(chosen);
    m_hides->setPlainText(tr("Hides %n alarm(s) now:", nullptr, static_cast<int>(preview.hides.size())));
    m_hidesList->setPlainText(listOf(preview.hides));
    m_stays->setPlainText(tr("%n alarm(s) of the same name stay:", nullptr, static_cast<int>(preview.lookAlikes.size())));
    m_staysList->setPlainText(listOf(preview.lookAlikes));
    m_staysList->setVisible(!preview.lookAlikes.isEmpty());
    const auto count = static_cast<int>(preview.hides.size());
    m_confirm->setText(m_kind == Kind::Shelf ? tr("Shelve %n alarm(s) for %1", nullptr, count).arg(m_duration->currentText())
                                             : tr("Silence %n alarm(s) for %1", nullptr, count).arg(m_duration->currentText()));
    const bool whole = !chosen.isEmpty() && !reason().isEmpty() && (m_kind == Kind::Shelf || !author().isEmpty());
    m_confirm->setEnabled(whole && !m_busy);
    m_confirm->setToolTip(chosen.isEmpty() ? tr("Without a label it would hide everything") : reason().isEmpty() ? tr("It wants a reason") : QString());
}

} // namespace andon
