// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/gateway/PresetNode.h"
#include "app/adapters/gateway/PresetStates.h"
#include "app/adapters/gateway/TrafficProbe.h"

#include <memory>
#include <vector>

namespace andon {

/// A gateway that is known by a preset (resources/gateways). All its nodes are read and written: a state on which they do
/// not agree is an error, and a write that some took and others did not is Unknown, in words that name the nodes.
class PresetGateway final : public GatewayControl {
public:
    struct Options {
        GatewayPreset preset;
        QList<QUrl> nodes;     ///< at least one; each has the whole configuration
        PresetWords variables;
        HttpAccess access;     ///< header and scheme are the preset's; base is each node's
        QString secretName;    ///< where it is named and access.secret is empty, nothing can be done
    };
    /// `io` and `clock` must outlive the gateway.
    PresetGateway(IoThread &io, Options options, const Clock &clock);
    ~PresetGateway() override;
    void read(QObject *context, std::function<void(Result<GatewayState>)> callback) override;
    void readBack(QObject *context, std::function<void(Result<GatewayState>)> callback) override;
    void write(const GatewayWrite &write, QObject *context, std::function<void(WriteAnswer)> callback) override;
    [[nodiscard]] GatewayPromise promise(Verb verb) const override;
    [[nodiscard]] QString whyAbsent(Verb verb) const override;
    bool probeTraffic(int requests, QObject *context, std::function<void(Result<QMap<QString, int>>)> callback) override;

private:
    [[nodiscard]] QString whyNot(Verb verb, Target target) const;
    struct Reading;
    struct Writing;
    void readAll(PresetNode::Channel channel, QObject *context, std::function<void(Result<GatewayState>)> callback);
    void readingDone(const std::shared_ptr<Reading> &reading);
    [[nodiscard]] Result<GatewayState> agreed(const Reading &reading) const;
    void sendNext(const std::shared_ptr<Writing> &writing);
    void taken(const std::shared_ptr<Writing> &writing, const NodeAnswer &answer);
    void judgeConflict(const std::shared_ptr<Writing> &writing, const NodeAnswer &answer);

    Options m_options;
    const Clock &m_clock;
    std::vector<std::unique_ptr<PresetNode>> m_nodes;
    TrafficProbe m_probe;
    std::optional<GatewayState> m_last; ///< tells which version is canary and which stable
    PresetAnswers m_lastAnswers;        ///< that it was made from, of the first node
};

} // namespace andon
