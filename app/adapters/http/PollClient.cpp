// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/PollClient.h"

#include "app/adapters/http/IoThread.h"

#include <QHash>
#include <QMutex>
#include <QThreadPool>
#include <QTimer>

#include <map>

namespace andon {

namespace {

constexpr qsizetype largestInlineAnswer = 256 * 1024;
constexpr std::chrono::milliseconds gatherTime{8}; ///< half a frame: so long an answer waits for the next one

} // namespace

/// The way into a thread for others, who may use it whatever became of whom it leads to.
struct PollClient::Doorstep {
    void open()
    {
        const QMutexLocker locker(&mutex);
        home = std::make_unique<QObject>();
    }
    void close()
    {
        const QMutexLocker locker(&mutex);
        home.reset();
    }
    /// Runs `work` where open() was called, later, unless it is closed by then.
    template<typename Work>
    void post(Work work)
    {
        const QMutexLocker locker(&mutex);
        if (home)
            QMetaObject::invokeMethod(home.get(), std::move(work), Qt::QueuedConnection);
    }

private:
    QMutex mutex;
    std::unique_ptr<QObject> home;
};

/// Where values arrive.
struct PollClient::Mailbox : Doorstep {
    QHash<quint64, Ticket *> tickets; ///< touched in the client's thread only

    void deliver(quint64 id, std::shared_ptr<const void> portion, bool last);
};

/// One asking and its callback; a child of the context, so that it goes with it.
class PollClient::Ticket final : public QObject {
public:
    Ticket(QObject *context, std::shared_ptr<Mailbox> mailbox, quint64 id, std::function<void(const void *)> heard)
        : QObject(context)
        , m_mailbox(std::move(mailbox))
        , m_id(id)
        , m_heard(std::make_shared<std::function<void(const void *)>>(std::move(heard)))
    {
        m_mailbox->tickets.insert(m_id, this);
    }
    ~Ticket() override
    {
        m_mailbox->tickets.remove(m_id);
        if (cancel)
            cancel();
    }
    void take(const void *portion, bool last)
    {
        const auto heard = m_heard; // who hears it may be done with the rest
        if (last) {
            cancel = {};
            delete this;
        }
        (*heard)(portion);
    }
    std::function<void()> cancel; ///< empty once the last answer is there or nobody is left to tell

private:
    std::shared_ptr<Mailbox> m_mailbox;
    quint64 m_id;
    std::shared_ptr<const std::function<void(const void *)>> m_heard;
};

void PollClient::Mailbox::deliver(quint64 id, std::shared_ptr<const void> portion, bool last)
{
    post([this, id, portion = std::move(portion), last] {
        if (Ticket *ticket = tickets.value(id))
            ticket->take(portion.get(), last);
    });
}

/// The part in the I/O thread: the HTTP client and what is asked for with it.
class PollClient::Far {
public:
    void open(const HttpAccess &access, const Clock *clock)
    {
        m_http = std::make_unique<HttpClient>(access, clock);
        m_doorstep->open();
    }
    void close()
    {
        m_doorstep->close();
        m_turns.clear();
        m_http.reset();
    }
    void cancel(quint64 id) { m_turns.erase(id); }
    void send(quint64 id, const std::shared_ptr<Mailbox> &mailbox, const FarWork &work)
    {
        m_turns[id] = std::make_unique<Turn>(id, mailbox, work);
        sendNext(*m_turns[id]);
    }

private:
    /// One asking, and the context of its exchanges: they go with it.
    struct Turn : public QObject {
        Turn(quint64 number, std::shared_ptr<Mailbox> to, FarWork what)
            : id(number), mailbox(std::move(to)), work(std::move(what))
        {
            gather.setSingleShot(true);
            gather.setInterval(gatherTime);
            connect(&gather, &QTimer::timeout, this, [this] { deliver(false); });
        }
        void deliver(bool last) { mailbox->deliver(id, work.takePortion(), last); }

        quint64 id;
        std::shared_ptr<Mailbox> mailbox;
        FarWork work;
        qsizetype sent = 0;
        QTimer gather; ///< runs while something that was read waits for more
    };

    void sendNext(Turn &turn)
    {
        const qsizetype which = turn.sent++;
        m_http->send(turn.work.request(which), &turn, [this, &turn, which](const HttpAnswer &answer) {
            if (answer.body.size() <= largestInlineAnswer) {
                arrived(turn, turn.work.read(which, answer));
                return;
            }
            // What was read before does not wait for it, and nobody takes a portion while it is read.
            if (turn.gather.isActive()) {
                turn.gather.stop();
                turn.deliver(false);
            }
            QThreadPool::globalInstance()->start([this, doorstep = m_doorstep, id = turn.id, read = turn.work.read, which, answer] {
                const bool goesOn = read(which, answer);
                doorstep->post([this, id, goesOn] {
                    if (const auto waiting = m_turns.find(id); waiting != m_turns.end())
                        arrived(*waiting->second, goesOn);
                });
            });
        });
    }
    void arrived(Turn &turn, bool goesOn)
    {
        if (!goesOn || turn.sent == turn.work.count) {
            turn.deliver(true);
            m_turns.erase(turn.id);
            return;
        }
        if (!turn.gather.isActive())
            turn.gather.start();
        sendNext(turn);
    }

    std::shared_ptr<Doorstep> m_doorstep = std::make_shared<Doorstep>(); ///< open while this is
    std::unique_ptr<HttpClient> m_http;
    std::map<quint64, std::unique_ptr<Turn>> m_turns;
};

PollClient::PollClient(IoThread &io, HttpAccess access, const Clock *clock)
    : m_io(io)
    , m_mailbox(std::make_shared<Mailbox>())
    , m_far(std::make_shared<Far>())
{
    m_mailbox->open();
    access.unpacks = true;
    m_io.post([far = m_far, access = std::move(access), clock] { far->open(access, clock); });
}

PollClient::PollClient(IoThread &io, Secret bearer, bool allowPlainHttp, qint64 largestAnswer)
    : PollClient(io, bearerAccess(std::move(bearer), allowPlainHttp, largestAnswer))
{
}

PollClient::~PollClient()
{
    const auto tickets = std::exchange(m_mailbox->tickets, {});
    for (Ticket *ticket : tickets) {
        ticket->cancel = {};
        delete ticket;
    }
    m_mailbox->close();
    m_io.post([far = std::move(m_far)] { far->close(); });
}

void PollClient::send(QObject *context, FarWork work, std::function<void(const void *)> heard)
{
    const quint64 id = ++m_lastId;
    auto *ticket = new Ticket(context, m_mailbox, id, std::move(heard));
    ticket->cancel = [&io = m_io, far = m_far, id] { io.post([far, id] { far->cancel(id); }); };
    m_io.post([far = m_far, mailbox = m_mailbox, id, work = std::move(work)] { far->send(id, mailbox, work); });
}

} // namespace andon
