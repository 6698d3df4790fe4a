#pragma once

#include <QtGlobal>
#ifdef Q_OS_WIN
#include <windows.h>
#endif

namespace hermes {

/// The calling thread's own T, made at its first use and destroyed on that thread when it ends; one per type.
template <class T> [[nodiscard]] T &threadOwned()
{
#ifdef Q_OS_WIN
    // MinGW frees the storage of thread_local objects before it runs their destructors (gcc bug 83562), so Windows
    // keeps them here.
    struct Slot {
        static void WINAPI destroy(void *value) { delete static_cast<T *>(value); }
        const DWORD index = FlsAlloc(destroy);
    };
    static const Slot slot;
    if (void *value = FlsGetValue(slot.index))
        return *static_cast<T *>(value);
    auto *made = new T;
    FlsSetValue(slot.index, made);
    return *made;
#else
    static thread_local T value;
    return value;
#endif
}

} // namespace hermes
