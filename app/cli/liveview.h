#pragma once

#include "fleet.h"
#include "terminal.h"
#include "terminalqr.h"

#include <thread>

namespace hermes::cli {

/// What a long command shows on a terminal: finished steps with their time, the running one with its elapsed time, and
/// for a login the code with its countdown, redrawn in place. Silent without a terminal. Thread-safe; its own thread
/// redraws the times.
class LiveView {
public:
    LiveView(Terminal &terminal, const Clock &clock);
    ~LiveView();
    LiveView(const LiveView &) = delete;
    LiveView &operator=(const LiveView &) = delete;

    void step(const StepEvent &event);
    void bindEvent(const BindEvent &event);
    /// Takes the live lines off the screen, the code first of all.
    void finish();

private:
    [[nodiscard]] QStringList compose() const;
    [[nodiscard]] QString statusLine() const;
    void setCode(const BindEvent &event);
    void redraw();
    void tick();

    Terminal &m_terminal;
    const Clock &m_clock;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    qint64 m_startedAt;
    bool m_finished = false;
    int m_frame = 0;
    QString m_step; ///< of the tenant that is under way
    QString m_running; ///< the step under way, or what is waited for
    qint64 m_runningSince = 0;
    std::optional<TerminalQr> m_code;
    QString m_link; ///< shown instead of a code that does not fit
    qint64 m_expiresAt = 0;
    QString m_prompt; ///< below the code
    std::thread m_ticker;
};

} // namespace hermes::cli
