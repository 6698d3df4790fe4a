#include "fleetbackend.h"

// Orders: no platform database can be named yet, so that there are none.

namespace hermes::desktop {

namespace {

Error noPlatformDatabase()
{
    return {ErrorKind::Invalid, FleetBackend::tr("No platform database is named"), {},
        FleetBackend::tr("Set HERMES_ADMIN_PLATFORM_DB to its address and start this program again.")};
}

template <class T> QFuture<Result<T>> refused()
{
    return QtFuture::makeReadyFuture(Result<T>(tl::unexpected<Error>(noPlatformDatabase())));
}

} // namespace

Backend::Answer<OrderBoard> FleetBackend::orderBoard()
{
    OrderBoard board;
    board.configured = false;
    return QtFuture::makeReadyFuture(Result<OrderBoard>(board));
}

Backend::Answer<OrderPage> FleetBackend::orders(const OrderQuery &)
{
    return refused<OrderPage>();
}

Backend::Answer<OrderCard> FleetBackend::orderCard(const QString &)
{
    return refused<OrderCard>();
}

Backend::Answer<OrderCard> FleetBackend::recoverOrder(const OrderRecovery &)
{
    return refused<OrderCard>();
}

} // namespace hermes::desktop
