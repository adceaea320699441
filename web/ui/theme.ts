// The Mantine theme: the tokens plus the defaults of each component. Looks that Mantine has no property for are
// in theme.css. The CSS variables are printed by the build (web/build/theme-variables.ts).
import { createTheme } from '@mantine/core';
import { tokens } from './tokens.ts';

const field = { inputWrapperOrder: ['label', 'input', 'error', 'description'] as const, withAsterisk: false };
const popup = {
  radius: 'md',
  shadow: 'md',
  transitionProps: { duration: 120, transition: 'fade' },
  offset: 6,
};

export const theme = createTheme({
  ...tokens,
  components: {
    Button: { defaultProps: { variant: 'default', size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md', radius: 'sm' } },
    CloseButton: { defaultProps: { radius: 'sm' } },
    Text: { defaultProps: { size: 'sm' } },
    Anchor: { defaultProps: { size: 'sm', underline: 'hover' } },
    Paper: { defaultProps: { radius: 'lg', withBorder: true } },
    Card: { defaultProps: { radius: 'lg', withBorder: true, padding: 20 } },
    Badge: { defaultProps: { variant: 'light', color: 'gray', size: 'lg', radius: 'xl' } },
    Table: { defaultProps: { verticalSpacing: 'xs', horizontalSpacing: 'sm', highlightOnHover: true } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        shadow: 'xl',
        padding: 24,
        lockScroll: false,
        transitionProps: { duration: 200, transition: 'fade-up' },
        // Its <header> would count as a second banner of the page.
        attributes: { header: { role: 'presentation' } },
      },
    },
    Drawer: { defaultProps: { lockScroll: false, transitionProps: { duration: 200 } } },
    Menu: { defaultProps: { ...popup, position: 'bottom-end' } },
    Popover: { defaultProps: popup },
    Combobox: { defaultProps: popup },
    Tooltip: { defaultProps: { openDelay: 300, radius: 'sm', transitionProps: { duration: 120 } } },
    InputWrapper: { defaultProps: field },
    TextInput: { defaultProps: field },
    PasswordInput: { defaultProps: field },
    Textarea: { defaultProps: { ...field, autosize: false, rows: 3 } },
    NumberInput: { defaultProps: { ...field, hideControls: true } },
    Select: { defaultProps: { ...field, allowDeselect: false, checkIconPosition: 'right' } },
    MultiSelect: { defaultProps: { ...field, checkIconPosition: 'right' } },
    NativeSelect: { defaultProps: field },
    TagsInput: { defaultProps: field },
    Autocomplete: { defaultProps: field },
    FileInput: { defaultProps: field },
    Checkbox: { defaultProps: { radius: 'xs', size: 'sm' } },
    Radio: { defaultProps: { size: 'sm' } },
    Switch: { defaultProps: { size: 'sm', withThumbIndicator: false } },
    SegmentedControl: { defaultProps: { radius: 'md', size: 'sm', transitionDuration: 120 } },
    Tabs: { defaultProps: { keepMounted: false } },
    Skeleton: { defaultProps: { radius: 'xs' } },
    Alert: { defaultProps: { variant: 'light', radius: 'md' } },
    Notification: { defaultProps: { radius: 'md' } },
    ScrollArea: { defaultProps: { scrollbarSize: 8, type: 'hover' } },
  },
});
