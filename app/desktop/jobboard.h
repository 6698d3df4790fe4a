#pragma once

#include "call.h"
#include "clock.h"
#include "jobrows.h"

#include <QSet>
#include <QTimer>
#include <functional>
#include <map>
#include <optional>

namespace hermes::desktop {

/// The jobs of this window: what a backend tells about each becomes the facts that are drawn. Notes of steps come in
/// bursts (a pull's lines) and are pushed a few times a second. UI thread only.
class JobBoard {
public:
    JobBoard(const Clock &clock, std::function<void(const JobFacts &)> changed);

    /// Answers its id.
    QString begin(JobFacts job);
    void setPart(const QString &id, const QString &tenant, const QString &state, int wave = 0,
        const std::optional<Error> &error = {});
    void setStep(const QString &id, const QString &tenant, const QString &step, const QString &note);
    void setBackup(const QString &id, const QString &tenant, qint64 bytes, qint64 frozenMs);
    /// Pushed a last time and forgotten. Cancelled means that somebody stopped it.
    void end(const QString &id, const Status &done);
    /// It ends by itself once what is under way is done.
    void stop(const QString &id);
    void stopAll();
    /// Of one that has not ended.
    [[nodiscard]] CancelToken stopToken(const QString &id) const { return m_jobs.at(id).stop.token(); }
    /// Null once it has ended.
    [[nodiscard]] const JobFacts *find(const QString &id) const;

private:
    struct Job {
        JobFacts facts;
        CancelSource stop;
    };
    [[nodiscard]] JobPart *part(const QString &id, const QString &tenant);
    void push(const QString &id);

    const Clock &m_clock;
    std::function<void(const JobFacts &)> m_changed;
    std::map<QString, Job> m_jobs;
    QSet<QString> m_noted;
    QTimer m_timer;
    int m_serial = 0;
};

} // namespace hermes::desktop
