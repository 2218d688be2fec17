// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/SourceWords.h"

#include <QCoreApplication>
#include <QEvent>
#include <QThread>

namespace andon {

using namespace Qt::StringLiterals;

SourceWords::SourceWords()
{
    // English has its singular and plural there; a verb has it installed as little as a Chinese window.
    static_cast<void>(load(u":/translations/andon_en.qm"_s));
    QCoreApplication::instance()->installEventFilter(this);
    QCoreApplication::installTranslator(this);
}

SourceWords::~SourceWords()
{
    QCoreApplication::removeTranslator(this);
}

QString SourceWords::translate(const char *context, const char *source, const char *disambiguation, int count) const
{
    if (QThread::currentThread() != thread())
        return {};
    const QString counted = QTranslator::translate(context, source, disambiguation, count);
    return counted.isNull() ? QString::fromUtf8(source) : counted;
}

bool SourceWords::eventFilter(QObject *watched, QEvent *event)
{
    return event->type() == QEvent::LanguageChange || QTranslator::eventFilter(watched, event);
}

} // namespace andon
