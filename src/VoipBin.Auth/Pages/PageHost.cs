using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace VoipBin.Auth.Pages;

/// <summary>Shows a page and hands it what it shows: each thing is a cascading parameter, by its type, of the page and of every part of it.</summary>
/// <remarks>An ordinary parameter would have to be public, and with it everything that it is made of.</remarks>
internal sealed class PageHost<TPage> : ComponentBase
    where TPage : IComponent
{
    [Parameter]
    public IReadOnlyList<object> Shown { get; set; } = [];

    protected override void BuildRenderTree(RenderTreeBuilder builder) => Build(builder, 0);

    private void Build(RenderTreeBuilder builder, int index)
    {
        if (index == Shown.Count)
        {
            builder.OpenComponent<TPage>(0);
            builder.CloseComponent();
            return;
        }

        builder.OpenComponent(1, typeof(CascadingValue<>).MakeGenericType(Shown[index].GetType()));
        builder.AddComponentParameter(2, nameof(CascadingValue<object>.Value), Shown[index]);
        builder.AddComponentParameter(3, nameof(CascadingValue<object>.IsFixed), true);
        builder.AddComponentParameter(4, nameof(CascadingValue<object>.ChildContent), (RenderFragment)(inner => Build(inner, index + 1)));
        builder.CloseComponent();
    }
}
