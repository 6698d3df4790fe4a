#include "failpoints.h"

#include "decide.h"

namespace hermes {

using namespace Qt::StringLiterals;

QStringList failpointNames()
{
    QStringList names;
    for (int kind = int(ActionKind::Wait) + 1; kind <= int(ActionKind::MarkGone); ++kind)
        for (const auto &side : {u".before"_s, u".after"_s, u".replied"_s})
            names.append(actionName(static_cast<ActionKind>(kind)) + side);
    for (const auto &write : {u"credentials"_s, u"binding"_s, u"backup"_s})
        names << write + u".before"_s << write + u".after"_s;
    return names;
}

} // namespace hermes
