// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Indicator.h"

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace andon {

/// Every indicator of the service, found by typing: words of its title, id or family in any order.
class IndicatorChooser : public QDialog {
    Q_OBJECT
public:
    explicit IndicatorChooser(QWidget *parent);
    void open(const QList<Indicator> &indicators);
    [[nodiscard]] QStringList offered() const; ///< titles as shown now

signals:
    void chosen(const QString &indicatorId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &typed);
    void take();
    QLineEdit *m_typed;
    QListWidget *m_list;
};

} // namespace andon
