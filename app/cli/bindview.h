#pragma once

#include "jsonrows.h"
#include "liveview.h"
#include "session.h"

#include <thread>

namespace hermes::cli {

/// Shows a login as it goes: the code and live steps on a terminal, a line per event elsewhere, an object per event
/// with `--json`; and asks for the digits that a phone shows.
class BindView {
public:
    BindView(Session &session, Fleet *fleet, QString name);
    ~BindView();
    BindView(const BindView &) = delete;
    BindView &operator=(const BindView &) = delete;

    void event(const BindEvent &event);
    void step(const StepEvent &event) { m_view.step(event); }
    /// No more events; the code is taken off the screen.
    void finish();
    /// The last word of a login that succeeded.
    void ready(const BindEnd &end);
    /// True while there was nothing to show: the tenant was ready already.
    [[nodiscard]] bool wasSilent() const { return m_wasSilent; }

private:
    void printEvent(const BindEvent &event);
    void askDigits(bool wrongDigits);

    Session &m_session;
    Fleet *m_fleet;
    QString m_name;
    bool m_wasSilent = true;
    LiveView m_view;
    CancelSource m_asking;
    std::thread m_asker;
};

} // namespace hermes::cli
