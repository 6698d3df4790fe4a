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
    void moveOn(Rollout &rollout);
    void endWave(Rollout &rollout);
    [[nodiscard]] bool end(const Rollout &rollout);

    JobBoard m_board;
    std::function<void(const QString &tenant, const QString &image, bool serves)> m_imageChanged;
    QList<Rollout> m_rollouts;
};

} // namespace hermes::desktop
