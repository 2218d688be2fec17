// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/CommandLine.h"
#include "app/console/Console.h"

namespace andon {

/// One verb of the command line at work. It prints to standard output line by line, faults to standard error, and says
/// its exit code once.
class VerbRun : public QObject {
    Q_OBJECT
public:
    /// `console` must outlive the run and be started.
    VerbRun(Console &console, Command command, QObject *parent = nullptr);
    virtual void start() = 0;

signals:
    void finished(int exitCode);

protected:
    void say(const QString &line) const;
    void complain(const QString &line) const;
    /// What was taken out of an export: where that goes to standard output, on standard error and only if it is anything.
    void tellRedaction(const QMap<QString, qint64> &counts) const;

    Console &m_console;
    Command m_command;
};

class DocumentPrinter;
class PlotImages;

/// What some verbs need beside the console.
struct VerbParts {
    const Workspace *workspace = nullptr;     ///< as its file has it
    const DocumentPrinter *printer = nullptr; ///< null: no PDF
    PlotImages *plots = nullptr;              ///< null: evidence without pictures
};
/// The run of a verb that needs a console: check, state, verdict, act, export, incidents, evidence, or verify
/// with the gateway as anchor. The parts must outlive it.
[[nodiscard]] std::unique_ptr<VerbRun> makeVerbRun(Console &console, const Command &command, const VerbParts &parts);

} // namespace andon
