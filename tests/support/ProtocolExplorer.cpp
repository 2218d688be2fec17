// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ProtocolExplorer.h"

#include <QElapsedTimer>

#include <cstring>

namespace andon::protocol {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 nowhere = 0xffffffff;

/// Worlds by their bytes: an open table of numbers beside the list of worlds.
class Worlds {
public:
    Worlds() : m_slots(size_t(1) << 16, nowhere) {}
    /// The number of the world, and whether it is new.
    std::pair<quint32, bool> add(const World &world)
    {
        if (m_list.size() * 2 > m_slots.size())
            grow();
        const size_t slot = find(world);
        if (m_slots[slot] != nowhere)
            return {m_slots[slot], false};
        m_slots[slot] = static_cast<quint32>(m_list.size());
        m_list.push_back(world);
        return {m_slots[slot], true};
    }
    const World &operator[](size_t i) const { return m_list[i]; }
    size_t size() const { return m_list.size(); }

private:
    static quint64 hash(const World &world)
    {
        std::array<quint64, (sizeof(World) + 7) / 8> words{};
        std::memcpy(words.data(), &world, sizeof(World));
        quint64 hash = 0x9e3779b97f4a7c15;
        for (const quint64 word : words) {
            hash = (hash ^ word) * 0xff51afd7ed558ccd;
            hash ^= hash >> 32;
        }
        return hash;
    }
    size_t find(const World &world) const
    {
        size_t slot = hash(world) & (m_slots.size() - 1);
        while (m_slots[slot] != nowhere && !(m_list[m_slots[slot]] == world))
            slot = (slot + 1) & (m_slots.size() - 1);
        return slot;
    }
    void grow()
    {
        m_slots.assign(m_slots.size() * 2, nowhere);
        for (size_t i = 0; i < m_list.size(); ++i)
            m_slots[find(m_list[i])] = static_cast<quint32>(i);
    }
    std::vector<World> m_list;
    std::vector<quint32> m_slots;
};

/// How each world was first reached, and every way between two.
struct Ways {
    std::vector<quint32> from;
    std::vector<const char *> label;
    std::vector<std::pair<quint32, quint32>> edges;

    QStringList storyOf(quint32 world) const
    {
        QStringList story;
        for (quint32 at = world; at != 0; at = from[at])
            story.prepend(QString::fromLatin1(label[at]));
        return story;
    }
};

/// The first world from which no settled one can be reached.
quint32 firstStuck(ProtocolWorld &rules, const Worlds &worlds, Ways &ways)
{
    std::sort(ways.edges.begin(), ways.edges.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
    std::vector<size_t> begin(worlds.size() + 1, 0);
    for (const auto &edge : ways.edges)
        ++begin[edge.second + 1];
    for (size_t i = 0; i < worlds.size(); ++i)
        begin[i + 1] += begin[i];
    std::vector<bool> reaches(worlds.size(), false);
    std::vector<quint32> todo;
    for (quint32 i = 0; i < worlds.size(); ++i) {
        if (rules.isSettled(worlds[i])) {
            reaches[i] = true;
            todo.push_back(i);
        }
    }
    while (!todo.empty()) {
        const quint32 at = todo.back();
        todo.pop_back();
        for (size_t i = begin[at]; i < begin[at + 1]; ++i) {
            const quint32 before = ways.edges[i].first;
            if (!reaches[before]) {
                reaches[before] = true;
                todo.push_back(before);
            }
        }
    }
    const auto stuck = std::find(reaches.begin(), reaches.end(), false);
    return stuck == reaches.end() ? nowhere : static_cast<quint32>(stuck - reaches.begin());
}

} // namespace

Exploration explore(const Setting &setting, size_t mostStates)
{
    QElapsedTimer timer;
    timer.start();
    ProtocolWorld rules(setting);
    Worlds worlds;
    Ways ways;
    Exploration found;
    worlds.add(rules.first());
    ways.from.push_back(0);
    ways.label.push_back("");
    std::vector<Next> next;
    for (quint32 at = 0; at < worlds.size() && worlds.size() < mostStates && found.broken.isEmpty(); ++at) {
        rules.successors(World(worlds[at]), next);
        for (const Next &step : next) {
            ++found.transitions;
            const auto [to, isNew] = worlds.add(step.world);
            if (isNew) {
                ways.from.push_back(at);
                ways.label.push_back(step.label);
            }
            ways.edges.emplace_back(at, to);
            if (step.broken) {
                found.broken = QString::fromLatin1(step.broken);
                found.story = ways.storyOf(at) << QString::fromLatin1(step.label);
                break;
            }
        }
    }
    found.states = worlds.size();
    found.whole = found.broken.isEmpty() && worlds.size() < mostStates;
    if (found.whole) {
        if (const quint32 stuck = firstStuck(rules, worlds, ways); stuck != nowhere) {
            found.broken = u"L1"_s;
            found.story = ways.storyOf(stuck);
        }
    }
    found.seconds = static_cast<double>(timer.elapsed()) / 1000;
    return found;
}

} // namespace andon::protocol
