// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

#include <ctime>

namespace andon {

/// A window in another language: while it lives every word of ours is another one, "译stop"; Qt's own words stay.
class OtherLanguage final : public QTranslator {
public:
    OtherLanguage() { QCoreApplication::installTranslator(this); }
    ~OtherLanguage() override { QCoreApplication::removeTranslator(this); }
    QString translate(const char *context, const char *source, const char *, int) const override
    {
        return *context == 'Q' ? QString() : mark + QString::fromUtf8(source);
    }
    bool isEmpty() const override { return false; }
    static inline const QString mark = QStringLiteral("译");
};

/// A machine of another country: the program's locale and the machine's time zone, until it is gone.
class OtherCountry {
public:
    OtherCountry(const QLocale &locale, const QByteArray &zone) { move(locale, zone); }
    ~OtherCountry() { move(m_locale, m_zone); }
    OtherCountry(const OtherCountry &) = delete;
    OtherCountry &operator=(const OtherCountry &) = delete;

private:
    static void move(const QLocale &locale, const QByteArray &zone)
    {
        QLocale::setDefault(locale);
        qputenv("TZ", zone);
        ::tzset();
    }
    const QLocale m_locale;
    const QByteArray m_zone = qgetenv("TZ");
};

} // namespace andon
