// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/versions/PartsModel.h"
#include "ui/versions/VersionWords.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QPushButton;
class QTableView;

namespace andon {

class PlainLabel;
class TextDiffView;

/// What the panel shows. Whole value.
struct VersionsView {
    QString service;              ///< its title
    QList<KnownVersion> versions;
    QString stable;               ///< id, possibly empty
    QString canary;
    QList<VersionTrouble> troubles;
};

/// "What did this release change?": any two versions, stable and canary at first; the seven parts before and after, and the
/// difference of the chosen part's text. Does not block the board. Nothing here changes production.
class VersionsPanel : public QDialog {
    Q_OBJECT
public:
    explicit VersionsPanel(QWidget *parent = nullptr);
    /// Keeps what the person chose, as long as it is there; without a choice it follows stable and canary.
    void setView(const VersionsView &view);
    /// Another service: choices are of the one before.
    void forgetChoice();
    void choose(QString before, QString after);
    [[nodiscard]] const PartsModel &model() const { return *m_model; }
    [[nodiscard]] TextDiffView &textView() const { return *m_text; }
    [[nodiscard]] QString markdown() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QWidget *buildChoice();
    [[nodiscard]] QWidget *buildText();
    void buildTable();
    void fill(QComboBox *box, const QString &chosen);
    void refresh();
    void refreshText();
    void refreshTroubles();
    void selectPart();
    [[nodiscard]] KnownVersion version(const QString &id) const;

    VersionsView m_view;
    QString m_before;
    QString m_after;
    QString m_part;       ///< whose text is shown
    bool m_chosen = false; ///< by a person
    PartsModel *m_model;
    PlainLabel *m_summary;
    PlainLabel *m_troubles;
    PlainLabel *m_textHead;
    QComboBox *m_beforeBox;
    QComboBox *m_afterBox;
    QPushButton *m_swap;
    QCheckBox *m_whole;
    QTableView *m_table;
    TextDiffView *m_text;
};

} // namespace andon
