#include "system.h"

#include <QByteArray>
#include <csignal>
#include <cstdlib>
#include <poll.h>
#include <pthread.h>
#include <pwd.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <thread>
#include <unistd.h>

namespace hermes::cli::system {

namespace {

constexpr int cancelPollMs = 100;

// Switches the terminal's echo off while it lives; the state before is put back by a second Ctrl-C too.
class EchoGuard {
public:
    explicit EchoGuard(bool echo)
    {
        m_saved = tcgetattr(STDIN_FILENO, &s_before) == 0 && !echo;
        if (!m_saved)
            return;
        termios silent = s_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        silent.c_lflag |= ECHONL;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
        s_active = 1;
    }
    ~EchoGuard()
    {
        if (m_saved)
            restore();
    }
    EchoGuard(const EchoGuard &) = delete;
    EchoGuard &operator=(const EchoGuard &) = delete;
    static void restore()
    {
        if (s_active)
            tcsetattr(STDIN_FILENO, TCSANOW, &s_before);
        s_active = 0;
    }

private:
    bool m_saved = false;
    static inline termios s_before{};
    static inline volatile std::sig_atomic_t s_active = 0;
};

} // namespace

void prepare()
{
    std::signal(SIGPIPE, SIG_IGN);
}

bool isTerminal(FILE *stream)
{
    return isatty(fileno(stream)) == 1;
}

Size terminalSize(FILE *stream)
{
    winsize size{};
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
        return {};
    return {size.ws_col, size.ws_row};
}

QString userName()
{
    const passwd *entry = getpwuid(geteuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : QString();
}

std::optional<QByteArray> readTypedLine(bool echo, const CancelToken &cancel)
{
    const EchoGuard guard(echo);
    QByteArray line;
    while (!cancel.isCancelled()) {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        if (poll(&input, 1, cancelPollMs) <= 0)
            continue;
        char c = 0;
        if (read(STDIN_FILENO, &c, 1) != 1)
            return std::nullopt;
        if (c == '\n')
            return line;
        line += c;
    }
    return std::nullopt;
}

class InterruptWatcher::Private {
public:
    explicit Private(std::function<void()> interrupted)
        : m_interrupted(std::move(interrupted))
    {
        // Blocked in every thread, so that only this one, which waits for them, gets them; nothing else is interrupted
        // half way.
        sigemptyset(&m_signals);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1})
            sigaddset(&m_signals, signal);
        pthread_sigmask(SIG_BLOCK, &m_signals, nullptr);
        m_thread = std::thread([this] { watch(); });
    }
    ~Private()
    {
        pthread_kill(m_thread.native_handle(), SIGUSR1);
        m_thread.join();
    }

private:
    void watch()
    {
        bool first = true;
        for (int signal = 0; sigwait(&m_signals, &signal) == 0 && signal != SIGUSR1; first = false) {
            if (!first) {
                EchoGuard::restore();
                _exit(130);
            }
            m_interrupted();
        }
    }
    std::function<void()> m_interrupted;
    sigset_t m_signals{};
    std::thread m_thread;
};

InterruptWatcher::InterruptWatcher(std::function<void()> interrupted)
    : d(std::make_unique<Private>(std::move(interrupted)))
{ }
InterruptWatcher::~InterruptWatcher() = default;

} // namespace hermes::cli::system
