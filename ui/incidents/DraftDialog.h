// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/TextSections.h"

#include <QDialog>

class QListWidget;
class QPlainTextEdit;

namespace andon {

class PlainLabel;

/// What another text has that the document has not, section by section, as a difference. Nothing is taken that the person
/// has not ticked; at first nothing is.
class DraftDialog : public QDialog {
    Q_OBJECT
public:
    /// `words`: where the other text comes from.
    DraftDialog(const QString &words, const QString &current, const QString &other, QWidget *parent = nullptr);
    /// The document with the ticked sections.
    [[nodiscard]] QString text() const;
    [[nodiscard]] bool differs() const { return !m_offers.isEmpty(); }

private:
    void showDifference(int row);
    void tickAll(bool on);

    QString m_current;
    QString m_other;
    QList<SectionOffer> m_offers;
    QListWidget *m_list;
    QPlainTextEdit *m_difference;
};

} // namespace andon
