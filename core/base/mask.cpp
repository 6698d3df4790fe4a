#include "mask.h"

namespace hermes {

QString maskedId(const QString &id)
{
    const qsizetype kept = id.size() > 12 ? 4 : id.size() > 6 ? 2 : id.size() > 2 ? 1 : 0;
    return id.isEmpty() ? QString() : id.left(kept) + QChar(0x2026) + id.right(kept);
}

} // namespace hermes
