#pragma once

#include "enginelink.h"
#include "httpengine.h"

namespace hermes::docker {

class HttpEngine::Private {
public:
    Private(Opener open, int maxStreams)
        : link(std::move(open), maxStreams)
    { }

    [[nodiscard]] Result<EngineAnswer> send(const EngineRequest &request, const Call &call);
    /// A call whose answer is only its status: 304 means that it was so already.
    [[nodiscard]] Result<Done> change(const EngineRequest &request, const Call &call)
    {
        HERMES_ASSIGN(const EngineAnswer answer, send(request, call));
        return answer.status == 304 ? Done::AlreadySo : Done::Done;
    }

    EngineLink link;
};

} // namespace hermes::docker
