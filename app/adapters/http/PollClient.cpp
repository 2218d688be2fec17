// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/PollClient.h"

#include "app/adapters/http/IoThread.h"

#include <QHash>
#include <QMutex>
#include <QThreadPool>

#include <map>

namespace andon {

namespace {

constexpr qsizetype largestInlineAnswer = 256 * 1024;

} // namespace

/// Where values arrive. The other threads hold it too, so that they may post whatever became of the client.
struct PollClient::Mailbox {
    QMutex mutex;
    std::unique_ptr<QObject> home = std::make_unique<QObject>(); ///< null once the client is gone; lives with the client
    QHash<quint64, Ticket *> tickets;                            ///< touched in the client's thread only

    void deliver(quint64 id);
};

/// One question and its callback; a child of the context, so that it goes with it.
class PollClient::Ticket final : public QObject {
public:
    Ticket(QObject *context, std::shared_ptr<Mailbox> mailbox, quint64 id, std::function<void()> done)
        : QObject(context)
        , m_mailbox(std::move(mailbox))
        , m_id(id)
        , m_done(std::move(done))
    {
        m_mailbox->tickets.insert(m_id, this);
    }
    ~Ticket() override
    {
        m_mailbox->tickets.remove(m_id);
        if (cancel)
            cancel();
    }
    void settle()
    {
        cancel = {};
        const auto done = std::move(m_done);
        delete this;
        done();
    }
    std::function<void()> cancel; ///< empty once the answer is there or nobody is left to tell

private:
    std::shared_ptr<Mailbox> m_mailbox;
    quint64 m_id;
    std::function<void()> m_done;
};

void PollClient::Mailbox::deliver(quint64 id)
{
    const QMutexLocker locker(&mutex);
    if (!home)
        return;
    QMetaObject::invokeMethod(home.get(), [this, id] {
        // Runs in the client's thread, and only while home is there.
        if (Ticket *ticket = tickets.value(id))
            ticket->settle();
    }, Qt::QueuedConnection);
}

/// The part in the I/O thread: the HTTP client and one context an exchange.
class PollClient::Far {
public:
    void open(const HttpAccess &access, const Clock *clock) { m_http = std::make_unique<HttpClient>(access, clock); }
    void close()
    {
        m_contexts.clear();
        m_http.reset();
    }
    void cancel(quint64 id) { m_contexts.erase(id); }
    void send(quint64 id, const HttpRequest &request, const std::shared_ptr<Mailbox> &mailbox,
              const std::function<void(const HttpAnswer &)> &read)
    {
        auto &context = m_contexts[id] = std::make_unique<QObject>();
        m_http->send(request, context.get(), [this, id, mailbox, read](const HttpAnswer &answer) {
            if (answer.body.size() <= largestInlineAnswer) {
                read(answer);
                mailbox->deliver(id);
            } else {
                QThreadPool::globalInstance()->start([id, mailbox, read, answer] {
                    read(answer);
                    mailbox->deliver(id);
                });
            }
            m_contexts.erase(id);
        });
    }

private:
    std::unique_ptr<HttpClient> m_http;
    std::map<quint64, std::unique_ptr<QObject>> m_contexts;
};

PollClient::PollClient(IoThread &io, HttpAccess access, const Clock *clock)
    : m_io(io)
    , m_mailbox(std::make_shared<Mailbox>())
    , m_far(std::make_shared<Far>())
{
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
    {
        const QMutexLocker locker(&m_mailbox->mutex);
        m_mailbox->home.reset();
    }
    m_io.post([far = std::move(m_far)] { far->close(); });
}

void PollClient::send(const HttpRequest &request, QObject *context, std::function<void(const HttpAnswer &)> read,
                      std::function<void()> done)
{
    const quint64 id = ++m_lastId;
    auto *ticket = new Ticket(context, m_mailbox, id, std::move(done));
    ticket->cancel = [&io = m_io, far = m_far, id] { io.post([far, id] { far->cancel(id); }); };
    m_io.post([far = m_far, mailbox = m_mailbox, id, request, read = std::move(read)] {
        far->send(id, request, mailbox, read);
    });
}

} // namespace andon
