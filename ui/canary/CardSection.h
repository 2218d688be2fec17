// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardLint.h"
#include "ui/canary/CardRows.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;

namespace andon {

/// What a service offers to its card.
struct CardChoices {
    QList<Indicator> indicators;
    QList<Verb> verbs; ///< stop-loss actions of the service
};

/// One part of the form of a strategy card: fields with names, and beside each what is to be said of it. CardSections fills it
/// with fields and says how they read from a card and back.
class CardSection : public QWidget {
    Q_OBJECT
public:
    explicit CardSection(const QString &title, QWidget *parent = nullptr);
    /// `place`: JSON pointer of the value in the card. The section owns the field.
    QLineEdit *addText(const QString &place, const QString &label, const QString &hint = {});
    QComboBox *addChoice(const QString &place, const QString &label, const QStringList &texts);
    QCheckBox *addTick(const QString &place, const QString &label);
    CardRows *addRows(CardRows::Spec spec);

    std::function<void(const StrategyCard &)> read;                           ///< card to fields
    std::function<void(StrategyCard &, QList<CardFinding> &)> write;          ///< fields to card; what is no value is a finding
    std::function<void(const CardLintReport &, const StrategyCard &)> report; ///< what can be seen; may be empty

    /// Shows beside the fields what belongs to them; gives back the rest.
    [[nodiscard]] QList<CardFinding> showFindings(const QList<CardFinding> &findings);

signals:
    void edited();

private:
    PlainLabel *addNote(const QString &place);
    [[nodiscard]] PlainLabel *noteAt(const QString &place) const;

    QFormLayout *m_form;
    QList<std::pair<QString, PlainLabel *>> m_notes;
    QList<CardRows *> m_rows;
};

/// "✕ Error: nobody owns this card …" Hostile text is possible.
[[nodiscard]] QString findingText(const CardFinding &finding);

} // namespace andon
