// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/Console.h"

#include <QPointer>

class QWidget;

namespace andon {

class CanaryPanel;
class CardForm;
class CardPage;
struct CardFormView;

/// Between the strategy card of the service on show and who shows it: a page to read and a form to edit, each made when
/// somebody asks for it. What the form saves goes through the console into the workspace file.
class CardLink : public QObject {
    Q_OBJECT
public:
    /// All must outlive the link.
    CardLink(Console &console, CanaryPanel &canary, QWidget &window);
    void setDesk(ServiceDesk &desk);
    void leaveDesk();
    /// The card as a page; without a service on show nothing happens.
    void openPage();
    void openForm();

signals:
    /// Something that belongs to no panel.
    void told(const QString &words);

private:
    [[nodiscard]] CardFormView view() const;
    void buildForm();
    void refreshPage();
    void refreshForm();
    void takeFile(bool otherParts);
    void save(const StrategyCard &card, const QByteArray &digest);
    void reload(bool keepEdits);

    Console &m_console;
    QWidget &m_window;
    QPointer<ServiceDesk> m_desk;
    CardPage *m_page = nullptr; ///< of the window
    CardForm *m_form = nullptr; ///< of the window
    QString m_formOf;           ///< the service that the form was opened on
};

} // namespace andon
