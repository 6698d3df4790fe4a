#include "failpoint.h"

#include <QStringList>
#include <atomic>
#include <cstdio>

#ifdef Q_OS_WIN
#include <windows.h>
#else
#include <csignal>
#endif

namespace hermes {

using namespace Qt::StringLiterals;

Result<FailpointOrder> parseFailpoint(const QString &text)
{
    FailpointOrder order;
    if (text.isEmpty())
        return order;
    QStringList parts = text.split(u':');
    order.name = parts.takeFirst();
    bool ok = !order.name.isEmpty();
    if (!parts.isEmpty() && parts.last() == "freeze"_L1) {
        order.freeze = true;
        parts.removeLast();
    }
    if (!parts.isEmpty())
        order.passing = parts.takeFirst().toInt(&ok);
    if (!ok || order.passing < 1 || !parts.isEmpty() || order.name.isEmpty())
        return fail(ErrorKind::Invalid, u"'%1' is not NAME[:N][:freeze]."_s.arg(text));
#ifdef Q_OS_WIN
    if (order.freeze)
        return fail(ErrorKind::Invalid, u"A process cannot freeze itself on Windows."_s);
#endif
    return order;
}

namespace {

void end()
{
#ifdef Q_OS_WIN
    TerminateProcess(GetCurrentProcess(), 137);
#else
    std::raise(SIGKILL);
#endif
}

void freeze()
{
#ifndef Q_OS_WIN
    std::raise(SIGSTOP);
#endif
}

} // namespace

void failpoint(const QString &name)
{
    // Reachable from everywhere without being handed down: what crashes must not be told beforehand.
    static const FailpointOrder order
        = parseFailpoint(qEnvironmentVariable("HERMES_ADMIN_FAILPOINT")).value_or(FailpointOrder());
    static std::atomic<int> passed = 0;
    if (order.name.isEmpty() || name != order.name || ++passed != order.passing)
        return;
    std::fprintf(stderr, "failpoint %s\n", qPrintable(name));
    std::fflush(stderr);
    if (order.freeze)
        freeze();
    else
        end();
}

} // namespace hermes
