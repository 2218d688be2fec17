// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway/GatewayControl.h"

#include <QList>
#include <QMap>
#include <QPair>

namespace andon {

/// A gateway as data: how its state is read and how each verb is written, over HTTP or a line socket. The form of the
/// files in resources/gateways; every member is described in andon-gateway.schema.json. Placeholders such as {backend}
/// name a variable of the workspace file or a word of the write ({canary_weight}, {op_id}, ...).

enum class PresetTransport { Http, Line };
enum class PresetForm { Plain, Number, Text, Time, Base64 };

/// One request. HTTP uses method, path, headers and body, a line socket uses line.
struct PresetRequest {
    QByteArray method = "GET";
    QString path;                       ///< below the gateway's address; placeholders are percent-encoded
    QList<QPair<QByteArray, QByteArray>> headers;
    /// Placeholders are whole leaves: "{canary_weight}" becomes a number. A leaf that begins with / is a JSON pointer and
    /// may hold more than one: "/spec/http/{route}/weight" (JSON Patch).
    std::optional<nlohmann::json> body;
    QString line;
    bool readsText = false;             ///< the answer is text, not JSON
    QList<int> accepted;                ///< HTTP status codes that mean done; empty: 200 to 299
    QList<int> refused;       ///< HTTP status codes by which this system says that it did nothing, beside those of all
    QString acceptedReply;              ///< line socket: pattern of the reply that means done
    QList<QPair<QString, QString>> captures; ///< name -> JSON pointer into the answer, for the requests after it
    QString needs;                      ///< left out where this variable or word has no value
    QString unless{};                   ///< left out where this variable or word has a value
};

/// Where one value stands.
struct PresetPlace {
    QString read;             ///< name of a read; empty: the constant
    nlohmann::json constant;  ///< placeholders filled in
    QString pointer;          ///< JSON pointer (RFC 6901) into the answer
    QString list;             ///< select: JSON pointer to an array, or to an object as the only element ...
    QList<QPair<QString, nlohmann::json>> where; ///< ... of which the element with these values is meant
    bool count = false;       ///< how many such elements there are, instead of the element
    QString regex;            ///< of a text: its first group
    PresetForm form = PresetForm::Plain;
    double scale = 1;         ///< a number is divided by it
    QList<QPair<QString, nlohmann::json>> map; ///< what stands there -> what it means; nothing else is taken
    QList<QPair<QString, nlohmann::json>> when{}; ///< nothing is there unless the answer has these values at these pointers
    QString percentOf{};      ///< JSON pointer beside `pointer` to the number that is 100 %
    std::optional<nlohmann::json> otherwise{}; ///< where the element or the answer is there, but nothing at the pointer
    QString say{};            ///< a text with % in the value's place
};

/// The first place that gives something counts; none: not there.
using PresetValue = QList<PresetPlace>;

struct PresetVersion {
    PresetValue id;
    VersionRole role = VersionRole::Stable;
    PresetValue weight;
    bool remainder = false; ///< the weight is what the others leave of 100
};

struct PresetResource {
    PresetValue version; ///< empty: a digest of the value
    PresetValue stamp;
    PresetValue actor;
    PresetValue changedAt;
};

/// How the answers of the reads become a GatewayState.
struct PresetState {
    QList<PresetVersion> versions;
    bool relativeWeights = false; ///< shares are weight / sum
    PresetValue phase;            ///< "none", "running", "paused", "aborted", "done"
    PresetValue message;
    PresetValue steps;            ///< a list of steps
    QString stepsForm;            ///< "percent": numbers; "argo": spec.strategy.canary.steps
    PresetValue currentStep;
    PresetValue stepStartedAt;
    PresetValue generation;
    PresetValue observedGeneration; ///< older than generation: the newest change is not seen yet
    PresetValue degradeLevel;
    QList<DegradeLevel> degradeLevels;
    PresetValue requestsPerSecond;
    double unlimited = 0;         ///< from this many on there is no limit; 0: never
    PresetValue desired;
    PresetValue running;
    PresetValue reapplier;
    QMap<Target, PresetResource> resources;
};

/// A word of the write made from another one, or read from the state that was read last.
struct PresetDerived {
    PresetValue place{}; ///< where set, the rest is empty
    QString of;
    double scale = 1;   ///< a number is multiplied by it
    QList<QPair<QString, nlohmann::json>> map;
    std::optional<nlohmann::json> otherwise; ///< where the other one is null
};

/// What makes a write useless or wrong, so that it is not sent.
struct PresetRefusal {
    PresetValue when; ///< something stands there
    QString words;
};

struct PresetAction {
    QString absent; ///< why this verb cannot be done; the rest is empty then
    GatewayPromise promise;
    QMap<QString, PresetDerived> derived;
    QList<PresetRefusal> refuse; ///< looked up in the state that was read last
    QList<PresetRequest> send;   ///< one after the other; the first one refused ends it
    QList<PresetRequest> fence;  ///< changes version and stamp alone; empty: what `send` makes of the value before
    QList<int> conflict{412};    ///< status codes of a failed compare-and-set; the state tells what it was
};

struct PresetVariable {
    QString title;
    bool optional = false;
};

struct GatewayPreset {
    QString name;
    QString title;
    PresetTransport transport = PresetTransport::Http;
    QByteArray credentialHeader = "Authorization";
    QByteArray credentialScheme = "Bearer";
    QStringList notes;  ///< traps, for `andon presets show`
    QMap<QString, PresetVariable> variables;
    QMap<QString, PresetRequest> reads;
    PresetState state;
    QMap<Verb, PresetAction> actions; ///< Restore is the action of its target
    std::optional<PresetRequest> probe; ///< one request as a user sends it; its answer names the version that served
    QString probeAddress;             ///< the variable that holds the address of the users' side
    PresetValue probeVersion;         ///< in { "status", "headers" by lower-case name, "body" } of its answer
    /// The action a write goes through: that of its verb, or of its target for a restore.
    [[nodiscard]] const PresetAction *action(Verb verb, Target target) const;
};

} // namespace andon
