// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/DisplayText.h"

namespace andon {

using namespace Qt::StringLiterals;

/// Letters and marks that leave no trace of their own (Default_Ignorable_Code_Point, the blank of Braille): two names that
/// differ by one of them would look the same.
static bool isInvisible(char32_t code)
{
    return code == 0x034f || code == 0x115f || code == 0x1160 || code == 0x17b4 || code == 0x17b5
        || (code >= 0x180b && code <= 0x180f) || code == 0x2800 || code == 0x3164 || (code >= 0xfe00 && code <= 0xfe0f)
        || code == 0xffa0 || (code >= 0xe0100 && code <= 0xe01ef);
}

static bool mustBeVisible(char32_t code)
{
    if (isInvisible(code))
        return true;
    switch (QChar::category(code)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned:
    case QChar::Other_PrivateUse:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    default: return false;
    }
}

static QString safe(const QString &text, qsizetype limit, bool keepLines)
{
    QString out;
    qsizetype shown = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (shown++ >= limit)
            return out + u'…';
        char32_t code = text[i].unicode();
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            code = QChar::surrogateToUcs4(text[i], text[i + 1]);
            ++i;
        }
        if (keepLines && code == U'\n')
            out += u'\n';
        else if (mustBeVisible(code))
            out += u"‹U+%1›"_s.arg(QString::number(static_cast<uint>(code), 16).toUpper(), 4, u'0');
        else
            out += QString::fromUcs4(&code, 1);
    }
    return out;
}

QString displaySafe(const QString &text, qsizetype limit)
{
    return safe(text, limit, false);
}

QString displaySafeLines(const QString &text, qsizetype limit)
{
    return safe(text, limit, true);
}

} // namespace andon
