variable "name" {
  description = "Beginning of all names."
  type        = string
}

variable "repositories" {
  description = "One repository per image."
  type        = list(string)
}
