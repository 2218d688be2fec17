// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/SelectionBar.h"

#include "ui/common/Theme.h"

#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace andon {

using namespace Qt::StringLiterals;

struct Choice {
    std::optional<SelectionAct> act; ///< none: clear
    QString text;
    QString key;
};

static QList<Choice> choices()
{
    return {{SelectionAct::Compare, SelectionBar::tr("Compare with before"), u"C"_s},
            {SelectionAct::Differ, SelectionBar::tr("What differs?"), u"D"_s},
            {SelectionAct::Zoom, SelectionBar::tr("Zoom to it"), SelectionBar::tr("Enter")},
            {SelectionAct::Attach, SelectionBar::tr("Attach to the record"), u"E"_s},
            {SelectionAct::Copy, SelectionBar::tr("Copy the figures"), u"Ctrl+C"_s},
            {std::nullopt, SelectionBar::tr("Clear"), u"Esc"_s}};
}

/// One line: what it does on the left, its key on the right.
class ChoiceButton : public QToolButton {
public:
    ChoiceButton(const Choice &choice, QWidget *parent) : QToolButton(parent), m_key(choice.key)
    {
        setText(choice.text);
        setToolTip(choice.text + u" ("_s + choice.key + u')');
        setAccessibleName(choice.text);
        setAccessibleDescription(choice.key);
        setFocusPolicy(Qt::TabFocus);
        setAutoRaise(true);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics metrics(font());
        return {metrics.horizontalAdvance(text()) + metrics.horizontalAdvance(m_key) + 36, metrics.height() + 8};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const ThemeColors &colors = themeColors(palette());
        QPainter painter(this);
        if (underMouse() || isDown())
            painter.fillRect(rect(), isDown() ? colors.border : colors.grid);
        if (hasFocus()) {
            painter.setPen(QPen(colors.focus, 2));
            painter.drawRect(rect().adjusted(1, 1, -1, -1));
        }
        const QRect inner = rect().adjusted(8, 0, -8, 0);
        painter.setPen(colors.text);
        painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text());
        painter.setPen(colors.muted);
        painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, m_key);
    }

private:
    QString m_key;
};

SelectionBar::SelectionBar(QWidget *parent) : QFrame(parent)
{
    setAccessibleName(tr("With the selected window"));
    setCursor(Qt::ArrowCursor);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    const QList<Choice> all = choices();
    for (const Choice &choice : all) {
        auto *button = new ChoiceButton(choice, this);
        layout->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, act = choice.act] {
            if (act)
                emit chosen(*act);
            else
                emit clearAsked();
        });
    }
    hide();
}

void SelectionBar::placeBeside(int left, int right, const QRect &area)
{
    adjustSize();
    static constexpr int gap = 6;
    int x = right + gap;
    if (x + width() > area.right() && left - gap - width() >= area.left())
        x = left - gap - width();
    x = std::clamp(x, area.left(), std::max(area.left(), area.right() - width()));
    // Low: the table of values stands above.
    const int y = std::max(area.top(), area.bottom() - height() - gap);
    move(x, y);
    show();
    raise();
}

void SelectionBar::fill(QMenu &menu)
{
    const QList<Choice> all = choices();
    for (const Choice &choice : all) {
        QAction *action = menu.addAction(choice.text + u'\t' + choice.key);
        connect(action, &QAction::triggered, this, [this, act = choice.act] {
            if (act)
                emit chosen(*act);
            else
                emit clearAsked();
        });
    }
}

void SelectionBar::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    QPainter painter(this);
    painter.setPen(QPen(colors.border, 1));
    painter.setBrush(colors.raised);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace andon
