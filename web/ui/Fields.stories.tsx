// Mantine's fields as the theme draws them: label above, help below, error with its mark.
import {
  Checkbox,
  Group,
  NativeSelect,
  NumberInput,
  PasswordInput,
  Radio,
  SegmentedControl,
  Stack,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core';
import { Columns } from './Columns.tsx';

export const meta = { title: 'ui/Fields' };

export function Inputs() {
  return (
    <Columns>
      <TextInput label="Course name" defaultValue="Forklift safety" description="Learners see this name." />
      <TextInput label="Place" placeholder="Dock 4" />
      <NumberInput label="Pass mark" defaultValue={120} error="Enter a figure from 0 to 100." suffix=" %" />
      <TextInput
        label="Course code"
        defaultValue="NL-SAF-014"
        disabled
        description="Set by the import from SAP."
      />
      <NativeSelect label="Language" data={['English', 'Deutsch']} />
      <PasswordInput label="Password" defaultValue="longenough" />
      <Textarea label="Note" description="Stays private." />
    </Columns>
  );
}

export function Choices() {
  return (
    <Stack>
      <Group>
        <Checkbox label="Remind two days before" defaultChecked />
        <Checkbox label="Copy to the manager" />
      </Group>
      <Radio.Group label="Counts from" defaultValue="completion">
        <Group mt={8}>
          <Radio value="completion" label="the completion date" />
          <Radio value="hire" label="the hire date" />
        </Group>
      </Radio.Group>
      <Group>
        <Switch label="Required" defaultChecked />
        <Switch label="Ask for approval" />
      </Group>
      <SegmentedControl aria-label="View" data={['Month', 'Week', 'Agenda']} w="fit-content" />
    </Stack>
  );
}
