#include "drive.h"

#include "jsonrows.h"
#include "liveview.h"
#include "tenanttext.h"

namespace hermes::cli {

Result<Fleet::Provisioned> driven(Session &session, bool wait,
    const std::function<Result<Fleet::Provisioned>(bool drive, const Progress &progress)> &act)
{
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const bool worker, fleet->registry().hasLiveWorker());
    LiveView view(session.terminal(), session.clock());
    auto done = act(!worker || wait, [&view](const StepEvent &event) { view.step(event); });
    view.finish();
    return done;
}

void printProvisioned(Session &session, const Fleet::Provisioned &done)
{
    if (session.output().isJson()) {
        QJsonObject row = tenantJson(done.row);
        row.insert(QStringLiteral("unchanged"), done.unchanged);
        session.output().document(row);
        return;
    }
    session.output().line(tenantSentence(done.row) + (done.unchanged ? QStringLiteral(" (unchanged)") : QString()));
}

} // namespace hermes::cli
