// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Programs.h"
#include "ui/common/Theme.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QPixmap>
#include <QScreen>
#include <QTest>

#include <algorithm>

namespace andon {

/// `andon --demo` in a real window, and a person's hands on it: for the tests of the whole.
namespace DemoHands {

using namespace Qt::StringLiterals;

inline const QByteArray token = "demo-token";
inline const QStringList looks{u"--theme"_s, u"light"_s, u"--size"_s, u"1280x800"_s};

/// `andon --demo` in a real window.
class Demo {
public:
    explicit Demo(const QStringList &arguments = {})
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(builtProgram(u"andon"_s), QStringList{u"--demo"_s} + arguments);
    }
    ~Demo()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(5000))
            m_process.kill();
        m_process.waitForFinished(1000);
    }
    /// Waits until both servers run and the workspace is written.
    bool isUp()
    {
        return QTest::qWaitFor([&] {
            m_out += QString::fromUtf8(m_process.readAllStandardOutput());
            return m_out.contains(u"journal "_s) && m_out.endsWith(u'\n');
        }, 30'000);
    }
    [[nodiscard]] QString said(const QString &word) const
    {
        return m_out.section(word + u' ', 1).section(u'\n', 0, 0);
    }
    [[nodiscard]] QString url(const QString &kind) const
    {
        QFile file(said(u"workspace"_s));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QString text = QString::fromUtf8(file.readAll());
        return text.section(u"\"kind\": \"%1\", \"url\": \""_s.arg(kind), 1).section(u'"', 0, 0);
    }
    [[nodiscard]] QString alertmanager() const
    {
        QFile file(said(u"workspace"_s));
        return file.open(QIODevice::ReadOnly)
            ? QString::fromUtf8(file.readAll()).section(u"\"name\": \"alertmanager\", \"url\": \""_s, 1).section(u'"', 0, 0) : QString();
    }
    [[nodiscard]] QString record() const
    {
        return runProgram(builtProgram(u"andon"_s), {u"export"_s, u"--workspace"_s, said(u"workspace"_s), u"--journal"_s,
                                                     said(u"journal"_s), u"--from"_s, u"-1h"_s}).out;
    }
    [[nodiscard]] nlohmann::json state() const
    {
        const QByteArray text = runProgram(builtProgram(u"andon"_s), {u"state"_s, u"--json"_s, u"--workspace"_s,
                                                                      said(u"workspace"_s)}).out.toUtf8();
        return nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
    }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    void kill() { m_process.kill(); m_process.waitForFinished(3000); }

private:
    QProcess m_process;
    QString m_out;
};

/// Asks again until it is so. The QTRY macros count their waits only, not what the question itself takes.
inline bool within(int seconds, const std::function<bool()> &isSo)
{
    QDeadlineTimer end(seconds * 1000);
    while (!isSo()) {
        if (end.hasExpired())
            return false;
        QTest::qWait(250);
    }
    return true;
}

inline void keys(const QString &combination)
{
    QCOMPARE(runProgram(u"xdotool"_s, {u"key"_s, combination}).exitCode, 0);
}

inline QImage screenPicture()
{
    return QGuiApplication::primaryScreen()->grabWindow(0).toImage().convertToFormat(QImage::Format_RGB32);
}

/// The middle of the frame in the focus colour that `before` did not show.
inline QPoint newFocus(const QImage &before)
{
    const QImage screen = screenPicture();
    const QRgb focus = themeColors(ThemeKind::Light).focus.rgb();
    QRect found;
    for (int y = 0; y < screen.height(); ++y) {
        int run = 0;
        for (int x = 0; x < screen.width(); ++x) {
            run = screen.pixel(x, y) == focus && before.pixel(x, y) != focus ? run + 1 : 0;
            // A long horizontal run is the frame of a button, not a line of a plot.
            if (run >= 60)
                found |= QRect(x - run + 1, y, run, 1);
        }
    }
    return found.isEmpty() ? QPoint(-1, -1) : found.center();
}

/// Focuses Rollback by its shortcut, sees where the focus went and clicks there, once the window lets it be
/// pressed: a click on a blocked button leaves no row. False: no such place, or never pressed.
inline bool clickRollback(const Demo &demo)
{
    const QStringList search{u"search"_s, u"--name"_s, u"Andon.*Assistant"_s};
    if (!within(15, [&] { return runProgram(u"xdotool"_s, search).exitCode == 0; }))
        return false;
    const QString window = runProgram(u"xdotool"_s, search).out.section(u'\n', 0, 0);
    if (runProgram(u"xdotool"_s, {u"windowactivate"_s, u"--sync"_s, window}).exitCode != 0)
        return false;
    const QImage before = screenPicture();
    keys(u"ctrl+3"_s);
    QPoint place;
    if (!within(5, [&] { return (place = newFocus(before)).x() > 0; }))
        return false;
    return within(20, [&] {
        const ProgramRun click = runProgram(u"xdotool"_s, {u"mousemove"_s, QString::number(place.x()),
                                                           QString::number(place.y()), u"click"_s, u"1"_s});
        return click.exitCode == 0 && within(3, [&] { return demo.record().contains(u"action.intent"); });
    });
}
/// Opens the list of alarms, finds that one, and clicks on its action once the window lets it be pressed. False: no such place,
/// or never pressed.
inline bool clickActionOf(const Demo &demo, const QString &alarm)
{
    const QStringList search{u"search"_s, u"--name"_s, u"Andon.*Assistant"_s};
    if (!within(15, [&] { return runProgram(u"xdotool"_s, search).exitCode == 0; }))
        return false;
    if (runProgram(u"xdotool"_s, {u"windowactivate"_s, u"--sync"_s, runProgram(u"xdotool"_s, search).out.section(u'\n', 0, 0)}).exitCode != 0)
        return false;
    keys(u"a"_s);
    QTest::qWait(500);
    keys(u"ctrl+f"_s);
    if (runProgram(u"xdotool"_s, {u"type"_s, alarm}).exitCode != 0)
        return false;
    keys(u"Return"_s);
    QTest::qWait(500);
    const QImage before = screenPicture();
    QPoint place;
    const bool found = within(20, [&] {
        keys(u"Right"_s);
        QTest::qWait(250);
        return (place = newFocus(before)).x() > screenPicture().width() / 2;
    });
    return found && within(30, [&] {
        const ProgramRun click = runProgram(u"xdotool"_s, {u"mousemove"_s, QString::number(place.x()), QString::number(place.y()), u"click"_s, u"1"_s});
        return click.exitCode == 0 && within(3, [&] { return demo.record().contains(u"action.intent"); });
    });
}

/// An alert of that name went through the demo's Alertmanager.
inline bool isToldByAlertmanager(const Demo &demo, const std::string &alarm)
{
    const nlohmann::json alerts = exchange("GET", demo.alertmanager() + u"/api/v2/alerts"_s).body;
    return std::any_of(alerts.begin(), alerts.end(), [&](const nlohmann::json &one) { return one["labels"]["alertname"] == alarm; });
}

inline double canaryWeight(const QString &gateway)
{
    const nlohmann::json state = exchange("GET", gateway + u"/admin/v1/state"_s, token).body;
    for (const auto &version : state["versions"]) {
        if (version["role"] == "canary")
            return version["weight"];
    }
    return -1;
}

} // namespace DemoHands

} // namespace andon
