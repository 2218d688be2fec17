// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

class QGridLayout;
class QPushButton;

namespace andon {

class PlainLabel;

/// A list of like rows that a person adds to, removes from and, where their order counts, moves. Beneath each row there is
/// room for what is to be said of it.
class CardRows : public QWidget {
    Q_OBJECT
public:
    struct Spec {
        QString place;        ///< JSON pointer of the list in the card: "/steps"
        QString entry;        ///< "Step %1"
        QString add;          ///< text of the button that adds one
        QStringList headers;  ///< of the fields
        bool ordered = false; ///< rows can be moved
        /// The fields of a new row; the rows own them. A line edit, a choice or a tick that a person changes is an edit.
        std::function<QList<QWidget *>()> make;
    };
    explicit CardRows(Spec spec, QWidget *parent = nullptr);
    void setCount(qsizetype count);
    [[nodiscard]] qsizetype count() const { return m_rows.size(); }
    template<typename Field>
    [[nodiscard]] Field *field(qsizetype row, int column) const
    {
        return qobject_cast<Field *>(m_rows[row].fields[column]);
    }
    /// "Step 1, Weight, %": what a field is called.
    [[nodiscard]] QString nameOf(qsizetype row, int column) const;
    [[nodiscard]] const QString &place() const { return m_spec.place; }
    /// The label of "/steps/1/…" or, for the list as a whole, of "/steps".
    [[nodiscard]] PlainLabel *noteAt(const QString &place) const;
    [[nodiscard]] QList<PlainLabel *> notes() const;

signals:
    void edited();

private:
    struct Row {
        PlainLabel *name = nullptr;
        QList<QWidget *> fields;
        QPushButton *up = nullptr;
        QPushButton *down = nullptr;
        QPushButton *remove = nullptr;
        PlainLabel *note = nullptr;
        [[nodiscard]] QList<QWidget *> widgets() const;
    };
    Row makeRow();
    void watch(QWidget *field);
    void arrange();
    void move(QPushButton *button, int by);
    void drop(QPushButton *button);

    Spec m_spec;
    QList<Row> m_rows;
    QGridLayout *m_grid;
    QPushButton *m_add;
    PlainLabel *m_note;
};

} // namespace andon
