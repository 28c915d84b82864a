namespace Recoup.Emulator;

/// <summary>What may be wrong with an answer that is otherwise real.</summary>
public enum Distortion
{
    /// <summary>The cursor of the next page is this page's own.</summary>
    RepeatedPage,

    /// <summary>The cursor of the next page is that of the first one.</summary>
    CursorLoop,

    /// <summary>The cursor of the next page is missing, as if the list ended here.</summary>
    EarlyEnd,

    NullDates,
    FutureDates,

    /// <summary>Statuses, sources and ways of holding a role that no document names.</summary>
    UnknownValues,

    NullAccountId,

    /// <summary>The model declines, in words, where a document was asked for.</summary>
    ModelRefuses,

    /// <summary>The first half of the model's text, as if it had met its limit.</summary>
    CutShort,

    /// <summary>The model's text is prose.</summary>
    NotJson,

    /// <summary>The model's text is JSON, and not the one that was asked for.</summary>
    OtherShape,

    /// <summary>The model says nothing.</summary>
    NoContent,
}
