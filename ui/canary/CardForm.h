// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canary/CardSection.h"

#include <QDialog>

class QPushButton;
class QVBoxLayout;

namespace andon {

/// What the form is opened on. Titles and ids are hostile.
struct CardFormView {
    QString service; ///< its title
    CardChoices choices;
    std::optional<StrategyCard> card; ///< none: the service has none yet; the form begins with a draft
    QByteArray digest;                ///< of the workspace file that the card was read from
    /// What the workspace would refuse in a card, placed by JSON pointers into it.
    std::function<QList<CardFinding>(const StrategyCard &)> faultsOf;
};

/// The form of a strategy card: what the lint says stands beside the fields as one types, what changes stands in words beside
/// the button that saves it. It writes nothing itself. Does not block the board.
class CardForm : public QDialog {
    Q_OBJECT
public:
    explicit CardForm(QWidget *parent = nullptr);
    /// Drops what was edited.
    void setView(const CardFormView &view);
    /// `traffic`: what a card would meet now, for the lint. `running`: the canary that runs by this card; empty: none. A change
    /// then goes on the record.
    void setConditions(const CardTraffic &traffic, const QString &running);
    [[nodiscard]] bool isSaving() const { return m_saving; }
    /// There is something to lose.
    [[nodiscard]] bool isEdited() const;
    /// As the fields say; what is no value is a fault.
    [[nodiscard]] StrategyCard card() const;
    /// The workspace file of the view.
    [[nodiscard]] const QByteArray &digest() const { return m_view.digest; }
    /// The file was changed since it was read: it is said, and nothing is saved before the person chose.
    void setConflict();
    /// It was not saved, because: nothing was changed.
    void setFailed(const QString &words);
    void setSaved(const StrategyCard &card, const QByteArray &digest);
    /// The same edits, on what the file says now: the changes are those to `card`.
    void rebase(const std::optional<StrategyCard> &card, const QByteArray &digest);
    void reject() override;

signals:
    void saveAsked(const andon::StrategyCard &card, const QByteArray &digest);
    /// The file as it is now, `keepEdits`: with the person's edits on top of it.
    void reloadAsked(bool keepEdits);
    void pageAsked();

private:
    void buildSections();
    [[nodiscard]] QWidget *buildSide();
    [[nodiscard]] QWidget *buildButtons();
    void readFields();
    void setFirstFocus();
    void refresh();
    void refreshSide(const StrategyCard &card, const QList<CardFinding> &left, qsizetype faults, const CardLintReport &report);
    [[nodiscard]] QString heldWords(const StrategyCard &card) const;
    void tell(const QString &words);

    CardFormView m_view;
    StrategyCard m_base; ///< what the fields began with
    CardTraffic m_traffic;
    QString m_running;
    bool m_conflict = false;
    bool m_saving = false;
    bool m_warned = false; ///< that closing drops edits
    QList<CardSection *> m_sections;
    QWidget *m_host;
    QVBoxLayout *m_column;
    PlainLabel *m_message;
    PlainLabel *m_seen;
    PlainLabel *m_families;
    PlainLabel *m_findings;
    PlainLabel *m_changes;
    QPushButton *m_save;
    QPushButton *m_reload;
    QPushButton *m_keep;
};

} // namespace andon
