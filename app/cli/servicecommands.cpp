#include "arguments.h"
#include "commands.h"
#include "exitcodes.h"
#include "liveview.h"
#include "orderrows.h"
#include "output.h"

// The platform's own door (docs/backend.md).

namespace hermes::cli {

namespace {

void print(const Fleet::Service &service, Session &session)
{
    Output &output = session.output();
    if (output.isJson())
        output.document(serviceJson(service));
    for (const QString &line : output.isJson() ? QStringList() : serviceLines(service))
        output.line(line);
}

Result<Fleet::Service> servedFor(const QString &order, Session &session)
{
    HERMES_TRY(checkOrderId(order));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(Fleet::Service service, fleet->serviceOf(order));
    if (!service.row)
        return fail(ErrorKind::NotFound, QStringLiteral("Nothing serves order %1.").arg(order),
            payments::findingName(service.order.diagnosis.finding),
            QStringLiteral("hermes-admin provision --order %1 has it served, if it is paid.").arg(order));
    return service;
}

} // namespace

Result<int> serveOrder(const std::string &id, bool wait, Session &session)
{
    const QString order = qt(id);
    HERMES_TRY(checkOrderId(order));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    if (session.options().plan) {
        HERMES_ASSIGN(const Fleet::Service known, fleet->serviceOf(order));
        HERMES_ASSIGN(OrderDesk * desk, fleet->orders());
        HERMES_TRY(desk->checkServable(known.order));
        if (known.row)
            return printPlan(session, {});
        HERMES_ASSIGN(const ProvisionRequest request, desk->requestFor(known.order.facts.order));
        HERMES_ASSIGN(const QList<PlanStep> steps, fleet->planProvision(request));
        return printPlan(session, steps);
    }
    LiveView view(session.terminal(), session.clock());
    auto served = fleet->serveOrder(
        order, wait, [&view](const StepEvent &event) { view.step(event); }, session.call());
    view.finish();
    if (!served)
        return tl::unexpected<Error>(std::move(served).error());
    print(*served, session);
    return exitDone;
}

Result<int> orderStatus(const std::string &id, Session &session)
{
    HERMES_ASSIGN(const Fleet::Service service, servedFor(qt(id), session));
    print(service, session);
    return exitDone;
}

Result<int> verifyOrder(const std::string &id, const std::string &digits, Session &session)
{
    HERMES_TRY(checkVerifyCode(qt(digits)));
    HERMES_ASSIGN(const Fleet::Service service, servedFor(qt(id), session));
    const QString &tenant = service.row->tenant.name;
    if (session.options().plan)
        return printPlan(
            session, {{QStringLiteral("send-digits"), tenant, QStringLiteral("to the login under way"), false}});
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_TRY(fleet->sendVerifyCode(tenant, qt(digits)));
    return orderStatus(id, session);
}

} // namespace hermes::cli
