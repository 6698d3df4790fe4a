#pragma once

#include "backend.h"
#include "democlock.h"
#include "jobboard.h"

namespace hermes::desktop {

/// Jobs of the invented fleet: they take a second or two for each tenant, and an image named "…-broken" does not serve.
class DemoJobs {
public:
    DemoJobs(const DemoClock &clock, std::function<void(const JobFacts &)> changed,
        std::function<void(const QString &tenant, const QString &image, bool serves)> imageChanged);

    QString changeImages(const ImageChange &change);
    /// A job on one tenant that does these of core's steps; `ended` is called at its end with its id.
    QString begin(JobFacts job, const QStringList &steps, std::function<void(const QString &id)> ended);
    /// What was made is told on the job.
    void setBackup(const QString &id, const QString &tenant, qint64 bytes, qint64 frozenMs)
    {
        m_board.setBackup(id, tenant, bytes, frozenMs);
    }
    void stop(const QString &id) { m_board.stop(id); }
    /// What happens within a second; the live demo does it once a second.
    void moveOn();

private:
    struct Rollout {
        QString id;
        ImageChange change;
        qsizetype next = 0; ///< the first that was not begun
        QStringList wave;
        int number = 0;
        int age = 0; ///< of the wave, in steps
        bool failed = false;
    };
    /// Of one tenant.
    struct Errand {
        QString id;
        QString tenant;
        QStringList steps;
        std::function<void(const QString &id)> ended;
    };
    void moveOn(Rollout &rollout);
    void endWave(Rollout &rollout);
    [[nodiscard]] bool end(const Rollout &rollout);

    JobBoard m_board;
    std::function<void(const QString &tenant, const QString &image, bool serves)> m_imageChanged;
    QList<Rollout> m_rollouts;
    QList<Errand> m_errands;
};

} // namespace hermes::desktop
