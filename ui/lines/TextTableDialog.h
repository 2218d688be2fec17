// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QDialog>

class QLabel;
class QTableView;

namespace andon {

/// Rows of plain text. Hostile text is shown as it is, control characters made visible.
class TextTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    struct Content {
        QStringList headers;
        QList<QStringList> rows;
        int textColumns = 2; ///< left-aligned; the figures after them stand right
    };
    using QAbstractTableModel::QAbstractTableModel;
    void setContent(const Content &content);
    [[nodiscard]] const Content &content() const { return m_content; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Content m_content;
};

/// A sentence over a table, which can be copied; does not block the board.
class TextTableDialog : public QDialog {
    Q_OBJECT
public:
    explicit TextTableDialog(QWidget *parent);
    /// Another table in the same window; it stays where it is.
    void setTable(const QString &title, const QString &sentence, const TextTableModel::Content &content);
    void showTable(const QString &title, const QString &sentence, const TextTableModel::Content &content);
    /// Columns as wide as what they hold, up to a bound.
    void fitColumns();
    [[nodiscard]] const TextTableModel &model() const { return *m_model; }
    /// Sentence and table, a row a line, cells apart by tabs.
    [[nodiscard]] QString plainText() const;

private:
    TextTableModel *m_model;
    QLabel *m_sentence;
    QTableView *m_view;
};

} // namespace andon
