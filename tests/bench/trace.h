#pragma once

#include "hostlink.h"

#include <QElapsedTimer>
#include <mutex>

namespace hermes::bench {

/// Stands between the loop and a host and notes every call with its beginning and its time.
class Trace {
public:
    Trace();
    ~Trace();
    [[nodiscard]] HostLink wrap(const HostLink &link);
    void begin();
    void end();
    [[nodiscard]] QByteArray text() const;

    /// Runs a call and notes it.
    template <class F> auto note(const char *name, const QString &what, F &&run)
    {
        const qint64 from = m_clock.nsecsElapsed();
        auto result = run();
        add(name, what, from, m_clock.nsecsElapsed());
        return result;
    }

private:
    struct Entry {
        QByteArray name;
        QString what;
        double from = 0;
        double took = 0;
    };
    void add(const char *name, const QString &what, qint64 from, qint64 to);

    mutable std::mutex m_mutex;
    QElapsedTimer m_clock;
    bool m_on = false;
    qint64 m_begun = 0;
    std::vector<Entry> m_entries;
};

} // namespace hermes::bench
