#include "sshloop.h"

#include <QRandomGenerator>

namespace hermes::ssh {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds shortLife{10'000};

Error closedHere()
{
    return {ErrorKind::Cancelled, translate("Ssh", "The connection was closed."), {}, {}};
}

bool isRefusal(const Error &error)
{
    return error.kind == ErrorKind::Auth || error.kind == ErrorKind::HostKey || error.kind == ErrorKind::Invalid
        || error.kind == ErrorKind::Internal;
}

/// Full jitter around an exponential step, never less than half of it.
milliseconds backoff(const Timings &timings, int failures)
{
    const qint64 step = std::min(
        qint64(timings.reconnectMost.count()), qint64(timings.reconnectFirst.count()) << std::min(failures - 1, 16));
    return milliseconds(step / 2 + qint64(QRandomGenerator::global()->bounded(quint64(step / 2 + 1))));
}

} // namespace

Loop::Loop(Target where, std::shared_ptr<KnownHosts> knownHosts, Prompts prompts, Timings timings)
    : target(std::move(where))
    , mailbox(std::make_shared<Mailbox>())
    , m_knownHosts(std::move(knownHosts))
    , m_prompts(std::move(prompts))
    , m_timings(timings)
    , m_pulse(timings.keepAlive, timings.keepAliveMisses)
{ }

Loop::~Loop()
{
    mailbox->close();
    if (m_thread.joinable())
        m_thread.join();
}

void Loop::start()
{
    std::call_once(m_started, [this] { m_thread = std::thread([this] { run(); }); });
}

void Loop::forgetRefusal()
{
    {
        const std::lock_guard lock(m_mutex);
        m_facts.isRefused = false;
    }
    m_forget = true;
    mailbox->wake();
}

void Loop::logInAnew()
{
    constexpr milliseconds patience{2'000};
    forgetRefusal();
    std::unique_lock lock(m_mutex);
    if (m_facts.state != State::Ready && m_facts.state != State::Degraded)
        return;
    m_mustEnd = true;
    lock.unlock();
    mailbox->wake();
    lock.lock();
    // Whoever calls next must not be served by the old session.
    m_ended.wait_for(lock, patience, [this] { return !m_mustEnd || mailbox->isClosed(); });
}

bool Loop::mustEnd() const
{
    const std::lock_guard lock(m_mutex);
    return m_mustEnd;
}

void Loop::endSession()
{
    const Error ended{ErrorKind::Network,
        translate("Ssh", "The connection to %1 was ended for a new login.").arg(placeOf(target)), {},
        translate("Ssh", "What was under way there may or may not have happened; it is looked up again.")};
    m_traffic->end(ended);
    m_traffic.reset();
    m_failures = 0;
    m_nextAttempt = {};
    enter(State::Idle);
    const std::lock_guard lock(m_mutex);
    m_mustEnd = false;
    m_ended.notify_all();
}

Loop::Facts Loop::facts() const
{
    const std::lock_guard lock(m_mutex);
    return m_facts;
}

void Loop::onStateChanged(std::function<void(State)> callback)
{
    const std::lock_guard lock(m_mutex);
    m_onState = std::move(callback);
}

void Loop::enter(State state)
{
    std::function<void(State)> tell;
    {
        const std::lock_guard lock(m_mutex);
        // Whoever destroys us may already have taken down what the callback works on.
        if (m_facts.state == state || mailbox->isClosed())
            return;
        m_facts.state = state;
        tell = m_onState;
    }
    if (tell)
        tell(state);
}

void Loop::run()
{
    static std::once_flag initialised;
    std::call_once(initialised, [] { ssh_init(); });
    while (!mailbox->isClosed()) {
        if (m_traffic)
            turn();
        else
            rest();
    }
    if (m_traffic)
        finishKills();
    failAll(closedHere());
    if (m_traffic)
        m_traffic->end(closedHere());
    m_traffic.reset();
}

void Loop::rest()
{
    for (auto &channel : mailbox->take()) {
        if (channel->isWanted())
            m_waiting.push_back(std::move(channel));
    }
    std::erase_if(m_waiting, [](const auto &channel) { return !channel->isWanted(); });
    if (m_forget.exchange(false)) {
        m_nextAttempt = {};
        m_failures = 0;
    }
    const Facts now = facts();
    if (now.isRefused && now.lastError)
        failWaiting(*now.lastError);
    const bool wanted = !now.isRefused && (!m_waiting.empty() || m_everReady);
    if (wanted && Steady::now() >= m_nextAttempt)
        return attempt();
    platform::Watched none;
    mailbox->sleep(none,
        wanted ? Deadline::in(std::chrono::ceil<milliseconds>(m_nextAttempt - Steady::now())).remaining()
               : milliseconds(60'000));
}

Result<LoggedIn> Loop::tryLogin(bool *asked)
{
    LoginContext context{target, *m_knownHosts, m_prompts, m_answers, m_timings, mailbox,
        [this] { return mailbox->isClosed() || (!m_everReady && mailbox->waiting() == 0); },
        [this](State state) { enter(state); },
        [this](const HostKey &key) {
            const std::lock_guard lock(m_mutex);
            m_facts.hostKey = key;
        }};
    auto result = logIn(context);
    *asked = context.asked;
    return result;
}

void Loop::attempt()
{
    bool asked = false;
    auto done = tryLogin(&asked);
    // A server does not wait for ever while a person reads a fingerprint; what he said is known now.
    if (!done && asked && done.error().kind == ErrorKind::Network)
        done = tryLogin(&asked);
    if (done)
        return becomeReady(std::move(*done));
    // Nobody waits any more, or we are closing.
    if (done.error().kind == ErrorKind::Cancelled)
        return enter(State::Idle);
    failed(done.error());
    failAll(done.error());
}

void Loop::becomeReady(LoggedIn done)
{
    m_everReady = true;
    m_readyAt = Steady::now();
    {
        const std::lock_guard lock(m_mutex);
        ++m_facts.logins;
        m_mustEnd = false;
        m_facts.nextAttempt.reset();
        m_facts.banner = done.banner;
        m_facts.userKeyFingerprint = done.userKeyFingerprint;
        m_facts.lastError.reset();
    }
    m_pulse.begin(done.session->received());
    m_traffic = std::make_unique<Traffic>(std::move(done.session), mailbox, placeOf(target));
    for (const auto &channel : std::exchange(m_waiting, {}))
        m_traffic->add(channel);
    enter(State::Ready);
}

void Loop::failed(const Error &error)
{
    {
        const std::lock_guard lock(m_mutex);
        m_facts.lastError = error;
        m_facts.isRefused = isRefusal(error);
    }
    if (error.kind == ErrorKind::Auth)
        m_answers = {};
    m_nextAttempt = Steady::now() + backoff(m_timings, ++m_failures);
    {
        const std::lock_guard lock(m_mutex);
        m_facts.nextAttempt.reset();
        if (!m_facts.isRefused && m_everReady)
            m_facts.nextAttempt = m_nextAttempt;
        m_mustEnd = false;
        m_ended.notify_all();
    }
    enter(State::Dead);
}

void Loop::failAll(const Error &error)
{
    for (auto &channel : mailbox->take())
        m_waiting.push_back(std::move(channel));
    failWaiting(error);
}

void Loop::failWaiting(const Error &error)
{
    for (const auto &channel : std::exchange(m_waiting, {}))
        channel->fail(error);
}

void Loop::turn()
{
    if (mustEnd())
        return endSession();
    Session &session = m_traffic->session();
    m_traffic->work(!m_pulse.isSuspicious());
    const milliseconds time = std::min(m_pulse.untilNext(), m_traffic->untilDue());
    const bool alive = session.turn(*mailbox, time);
    const Pulse::Verdict verdict = alive ? m_pulse.check(session.received(), time) : Pulse::Verdict::Dead;
    if (verdict == Pulse::Verdict::Dead) {
        const QString why = alive ? translate("Ssh", "It stopped answering.") : session.error();
        const Error lost{ErrorKind::Network, translate("Ssh", "The connection to %1 was lost.").arg(placeOf(target)),
            why,
            translate("Ssh",
                "What was under way there may or may not have happened; it is looked up again after the reconnect.")};
        m_traffic->end(lost);
        m_traffic.reset();
        // At once, unless it breaks as soon as it stands. Whoever came meanwhile had nothing under way: he waits for
        // the next session.
        const bool lasted = Steady::now() - m_readyAt > shortLife;
        failed(lost);
        if (lasted) {
            m_failures = 0;
            m_nextAttempt = Steady::now();
        }
        return;
    }
    if (verdict == Pulse::Verdict::Probe)
        session.probe();
    enter(m_pulse.isSuspicious() ? State::Degraded : State::Ready);
}

void Loop::finishKills()
{
    const Deadline deadline = Deadline::in(milliseconds(1'500));
    m_traffic->work(false);
    while (m_traffic->isKilling() && !deadline.expired()) {
        if (!m_traffic->session().turn(*mailbox, std::min(m_traffic->untilDue(), deadline.remaining())))
            return;
        m_traffic->work(false);
    }
}

} // namespace hermes::ssh
