#include "loginrunner.h"

namespace hermes::ilink {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr int mostCalls = 6; // one fetch and the polls of the codes that can be alive at once
constexpr milliseconds tick = 200ms;

} // namespace

LoginRunner::LoginRunner(Login &login, const Clock &clock, LoginMachine machine, QList<Secret> knownTokens)
    : m_login(login)
    , m_clock(clock)
    , m_knownTokens(std::move(knownTokens))
    , m_machine(std::move(machine))
    , m_calls(mostCalls)
    , m_thread([this] { run(); })
{ }

LoginRunner::~LoginRunner()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_changed.notify_all();
    }
    m_cancel.cancel();
    m_thread.join();
}

template <class Change> void LoginRunner::change(Change &&apply)
{
    const std::lock_guard lock(m_mutex);
    apply();
    m_dirty = true;
    m_changed.notify_all();
}

void LoginRunner::look(bool somebody)
{
    change([&] { m_machine.look(somebody, m_clock.wallMs()); });
}

void LoginRunner::hold(bool held)
{
    change([&] { m_machine.hold(held); });
}

Status LoginRunner::enterDigits(const QString &digits)
{
    Status status;
    change([&] { status = m_machine.enterDigits(digits, m_clock.wallMs()); });
    return status;
}

void LoginRunner::cancel()
{
    change([&] { m_machine.cancel(); });
}

LoginProgress LoginRunner::next(milliseconds time)
{
    std::unique_lock lock(m_mutex);
    const auto news
        = [&] { return !m_told || m_machine.view(m_clock.wallMs()) != m_toldView || m_machine.hasEvents(); };
    // What is seen changes by time alone too, so it does not wait for a report only.
    for (const auto until = Deadline::in(time); !news() && !until.expired();)
        m_changed.wait_for(lock, std::min<milliseconds>(until.remaining(), tick));
    LoginProgress progress;
    progress.view = m_machine.view(m_clock.wallMs());
    progress.end = m_machine.end();
    progress.credentials = m_machine.credentials();
    progress.late = m_machine.lateCredentials();
    progress.events = m_machine.takeEvents();
    progress.state = m_machine.state();
    if (progress.end != LoginEnd::Running)
        progress.error = m_machine.endError();
    m_toldView = progress.view;
    m_told = true;
    return progress;
}

void LoginRunner::settle(const Call &call)
{
    std::unique_lock lock(m_mutex);
    while (m_underWay > 0 && !call.deadline.expired() && !call.cancel.isCancelled())
        m_changed.wait_for(lock, std::min<milliseconds>(call.deadline.remaining(), tick));
}

void LoginRunner::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        const qint64 now = m_clock.wallMs();
        for (const LoginTask &task : m_machine.takeTasks(now))
            start(task);
        const auto wake = m_machine.wakeAt(now);
        // The wall clock may jump (a lid that was closed), so never sleep long by it.
        const auto pause = wake ? std::clamp<milliseconds>(milliseconds(*wake - now), 1ms, 1000ms) : 1000ms;
        m_dirty = false;
        m_changed.wait_for(lock, pause, [&] { return m_dirty || m_stopping; });
    }
}

void LoginRunner::start(const LoginTask &task)
{
    ++m_underWay;
    m_calls.run([this, task, cancel = m_cancel.token()] {
        const Call call{Deadline::never(), cancel};
        if (task.kind == LoginTask::Kind::FetchCode) {
            const auto code = m_login.fetchCode(m_knownTokens, call);
            change([&] { m_machine.fetched(code, m_clock.wallMs()); });
        } else {
            const auto answer = m_login.poll(task.token, task.host, task.verifyCode, call);
            change([&] { m_machine.polled(task.code, answer, m_clock.wallMs()); });
        }
        change([&] { --m_underWay; });
    });
}

} // namespace hermes::ilink
