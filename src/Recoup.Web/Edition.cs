namespace Recoup.Web;

/// <summary>Where the pages run.</summary>
public enum Edition
{
    /// <summary>On a server of one's own: there is a command line beside the pages, people sign in here, and sites are read with somebody's token.</summary>
    Server,

    /// <summary>Inside Jira: the platform knows who looks, reads its own site itself, and there is nothing beside the pages.</summary>
    Jira,
}
